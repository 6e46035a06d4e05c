package ngo.zoo.persistence.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import ngo.zoo.ledger.ExperienceQuery;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Read side of experiences. */
@ApplicationScoped
public class ExperienceQueries {
  static final String COLUMNS =
      "e.id, e.domain, e.text, e.confidence_bp, e.examples, e.author_id,"
          + " a.display_name as author, e.created_at, e.status, e.leaf_data, e.cid, e.usage_count,"
          + " e.earned, e.upvotes, e.downvotes, e.quality_bp, e.revises, e.replaced_by";

  /** The states of {@link ExperienceStatus#LIVE}, for SQL. */
  static final String LIVE =
      ExperienceStatus.LIVE.stream()
          .map(status -> "'" + status + "'")
          .collect(Collectors.joining(", "));

  static final String FROM = " from experience e join member a on a.id = e.author_id";

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  /**
   * @throws Refusal {@code experience-not-found}
   */
  public ExperienceView experience(UUID id) {
    return sql()
        .first("select " + COLUMNS + FROM + " where e.id = ?", ExperienceQueries::view, id)
        .orElseThrow(() -> Refusal.notFound("experience", id));
  }

  /** Those of the ids that there are, in the order of the ids. */
  public List<ExperienceView> experiences(List<UUID> ids) {
    String array = ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    return sql()
        .list(
            "select " + COLUMNS + FROM + " where e.id = any(?::uuid[])",
            ExperienceQueries::view,
            array)
        .stream()
        .sorted(Comparator.comparingInt(found -> ids.indexOf(found.id())))
        .toList();
  }

  /** Newest first; null means any. */
  public Page<ExperienceView> page(
      @Nullable String domain, @Nullable ExperienceStatus status, PageRequest request) {
    return page(ExperienceQuery.of(domain, status), request);
  }

  /** Those that fit, in the wanted order. */
  public Page<ExperienceView> page(ExperienceQuery search, PageRequest request) {
    ExperienceFilter filter = ExperienceFilter.of(search, request.search());
    List<ExperienceView> items =
        sql()
            .list(
                "select " + COLUMNS + FROM + filter.where() + filter.order() + " limit ? offset ?",
                ExperienceQueries::view,
                filter.valuesAnd(request.size(), request.first()));
    long total =
        sql()
            .number("select count(*) from experience e" + filter.where(), filter.valuesAnd())
            .longValueExact();
    return new Page<>(items, total);
  }

  /** Hands over the first of those that fit, without holding them all. */
  public void each(ExperienceQuery search, String text, int most, Consumer<ExperienceView> taker) {
    ExperienceFilter filter = ExperienceFilter.of(search, text);
    sql()
        .each(
            "select " + COLUMNS + FROM + filter.where() + filter.order() + " limit ?",
            ExperienceQueries::view,
            taker,
            filter.valuesAnd(most));
  }

  /**
   * The experience of the domain, in its library or on its way there, that has this text key; null
   * when there is none.
   */
  public @Nullable UUID known(String domain, String textKey) {
    return sql()
        .first(
            "select id from experience where domain = ? and text_key = ? and status in ("
                + LIVE
                + ")",
            row -> row.getObject(1, UUID.class),
            domain,
            textKey)
        .orElse(null);
  }

  private Sql sql() {
    return new Sql(source);
  }

  static ExperienceView view(ResultSet row) throws SQLException {
    return new ExperienceView(
        row.getObject("id", UUID.class),
        row.getString("domain"),
        row.getString("text"),
        row.getInt("confidence_bp"),
        ExamplesJson.read(row.getString("examples")),
        row.getObject("author_id", UUID.class),
        row.getString("author"),
        Sql.instant(row, row.findColumn("created_at")),
        ExperienceStatus.valueOf(row.getString("status")),
        HexFormat.of().formatHex(row.getBytes("leaf_data")),
        row.getString("cid"),
        row.getLong("usage_count"),
        Amount.keeper(Sql.units(row, row.findColumn("earned"))),
        row.getLong("upvotes"),
        row.getLong("downvotes"),
        row.getObject("quality_bp", Integer.class),
        row.getObject("revises", UUID.class),
        row.getObject("replaced_by", UUID.class));
  }
}
