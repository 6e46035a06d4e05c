package ngo.zoo.persistence.ledger;

import java.util.ArrayList;
import java.util.List;
import ngo.zoo.ledger.ExperienceQuery;
import ngo.zoo.ledger.ExperienceStatus;

/**
 * A search for experiences as SQL. Only conditions that are asked for are written, so that the
 * database plans for these; a text of three characters and more goes by the index of text runs.
 */
final class ExperienceFilter {
  private static final int SHORTEST_RUN = 3;

  private final StringBuilder where = new StringBuilder();
  private final List<Object> values = new ArrayList<>();
  private final ExperienceQuery.Order order;

  private ExperienceFilter(ExperienceQuery.Order order) {
    this.order = order;
  }

  static ExperienceFilter of(ExperienceQuery search, String text) {
    ExperienceFilter filter = new ExperienceFilter(search.order());
    if (search.domain() != null) {
      filter.and("e.domain = ?", search.domain());
    }
    if (!search.statuses().isEmpty()) {
      filter.and(
          "e.status = any(?)",
          search.statuses().stream().map(ExperienceStatus::name).sorted().toArray(String[]::new));
    }
    if (search.authorId() != null) {
      filter.and("e.author_id = ?", search.authorId());
    }
    if (search.minQualityBp() != null) {
      filter.and("e.quality_bp >= ?", search.minQualityBp());
    }
    if (search.maxQualityBp() != null) {
      filter.and("e.quality_bp <= ?", search.maxQualityBp());
    }
    filter.andText(text);
    return filter;
  }

  private void andText(String text) {
    if (text.codePointCount(0, text.length()) >= SHORTEST_RUN) {
      and("text_runs(e.text) @> text_runs(?)", text);
    }
    if (!text.isEmpty()) {
      and("position(lower(?) in lower(e.text)) > 0", text);
    }
  }

  private void and(String condition, Object value) {
    where.append(where.isEmpty() ? " where " : " and ").append(condition);
    values.add(value);
  }

  String where() {
    return where.toString();
  }

  String order() {
    return switch (order) {
      case NEWEST -> " order by e.created_at desc, e.id desc";
      case QUALITY -> " order by e.quality_bp desc nulls last, e.created_at desc, e.id desc";
      case MOST_USED -> " order by e.usage_count desc, e.created_at desc, e.id desc";
    };
  }

  /** The values of the conditions and what follows them. */
  Object[] valuesAnd(Object... more) {
    List<Object> all = new ArrayList<>(values);
    all.addAll(List.of(more));
    return all.toArray();
  }
}
