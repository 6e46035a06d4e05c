package ngo.zoo.web.api;

import jakarta.ws.rs.core.Response;
import ngo.zoo.ledger.ExperienceQuery;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.web.api.books.Table;
import org.jspecify.annotations.Nullable;

/** The result of a search for experiences as CSV, bounded and written while it is read. */
final class ExperienceTable {
  private static final int MOST_ROWS = 10_000;
  private static final Object[] COLUMNS = {
    "id",
    "domain",
    "status",
    "text",
    "author_id",
    "author",
    "confidence_bp",
    "usage_count",
    "earned",
    "upvotes",
    "downvotes",
    "quality_bp",
    "created_at",
    "leaf_data",
    "cid"
  };

  private ExperienceTable() {}

  static Response of(Experiences experiences, ExperienceQuery search, String text) {
    return Table.<ExperienceView>csv(
        "experiences",
        COLUMNS,
        rows -> experiences.each(search, text, MOST_ROWS, rows),
        ExperienceTable::cells);
  }

  private static @Nullable Object[] cells(ExperienceView row) {
    return new @Nullable Object[] {
      row.id(),
      row.domain(),
      Names.of(row.status()),
      row.text(),
      row.authorId(),
      row.author(),
      row.confidenceBasisPoints(),
      row.usageCount(),
      row.earned().decimal(),
      row.upvotes(),
      row.downvotes(),
      row.qualityBasisPoints(),
      row.createdAt(),
      row.leafData(),
      row.cid()
    };
  }
}
