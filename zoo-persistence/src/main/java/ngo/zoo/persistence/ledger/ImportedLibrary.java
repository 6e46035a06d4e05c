package ngo.zoo.persistence.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.ledger.LibraryWriter.Stored;

/**
 * What waits for one library of one import, moved by sets in the caller's transaction. The library
 * is locked, so its members do not change meanwhile.
 */
public final class ImportedLibrary {
  private static final String MINE = " where r.import_id = ? and r.domain = ? and r.pending";
  private static final String TURN_DOWN =
      " set outcome = ?, reason = ?, pending = false, text = left(r.text, 200), block = null,"
          + " examples = null, embedder_id = null, embedding = null";

  private final Sql sql;
  private final UUID importId;
  private final String domain;

  public ImportedLibrary(DataSource source, UUID importId, String domain) {
    this.sql = new Sql(source);
    this.importId = importId;
    this.domain = domain;
  }

  /** Turns down everything; returns how many of them were ready and how many held. */
  public Fallen refuseAll(String reason) {
    return fallen("", "REFUSED", reason);
  }

  /** Turns down what the library learned since the file was read. */
  public Fallen dropKnown() {
    return fallen(
        " and exists (select from experience e where e.domain = r.domain"
            + " and e.text_key = r.text_key and e.status in ("
            + ExperienceQueries.LIVE
            + "))",
        "DUPLICATE",
        "The library knows this already.");
  }

  /** Turns down what the library has no room for: of what is ready, the last of the file. */
  public Fallen refuseBeyond(int room) {
    return sql.first(
            "select r.position from import_row r"
                + MINE
                + " and r.outcome = 'READY' order by r.position offset ? limit 1",
            row -> row.getLong(1),
            importId,
            domain,
            Math.max(room, 0))
        .map(
            first ->
                fallen(
                    " and r.outcome = 'READY' and r.position >= " + first,
                    "REFUSED",
                    "The library is full."))
        .orElse(Fallen.NONE);
  }

  /** How many rows did not stay as they were. */
  public record Fallen(long ready, long held) {
    public static final Fallen NONE = new Fallen(0, 0);

    public long all() {
      return ready + held;
    }
  }

  private Fallen fallen(String which, String outcome, String reason) {
    List<String> were =
        sql.list(
            "with fallen as (select r.import_id, r.position, r.outcome as was from import_row r"
                + MINE
                + which
                + " for update) update import_row r"
                + TURN_DOWN
                + " from fallen f where f.import_id = r.import_id and f.position = r.position"
                + " returning f.was",
            row -> row.getString(1),
            importId,
            domain,
            outcome,
            reason);
    long held = were.stream().filter("HELD"::equals).count();
    return new Fallen(were.size() - held, held);
  }

  /**
   * Stores blocks and experiences. What somebody submitted at the same moment is left out and
   * becomes a duplicate.
   *
   * @return what the next version takes in
   */
  public List<Stored> store() {
    sql.update(
        "insert into content_block (cid, bytes, created_at) select r.cid, r.block, r.created_at"
            + " from import_row r"
            + MINE
            + " on conflict (cid) do nothing",
        importId,
        domain);
    return sql.list(
        "with stored as (insert into experience (id, domain, text, text_key, confidence_bp,"
            + " examples, author_id, created_at, status, leaf_data, cid, embedder_id, embedding)"
            + " select r.experience_id, r.domain, r.text, r.text_key, r.confidence_bp, r.examples,"
            + " r.author_id, r.created_at,"
            + " case when r.outcome = 'READY' then 'ADOPTED' else 'HELD' end, r.leaf_data, r.cid,"
            + " r.embedder_id, r.embedding from import_row r"
            + MINE
            + " order by r.position on conflict do nothing returning id, leaf_data, status)"
            + " select id, leaf_data from stored where status = 'ADOPTED'",
        ImportedLibrary::stored,
        importId,
        domain);
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(Sql.uuid(row, 1), row.getBytes(2));
  }

  /** A stored one that waits for a person. */
  public record Held(long position, UUID experience, SubmitExperience submission) {}

  /** The next of those that {@link #store} stored and that wait for a person, behind a position. */
  public List<Held> held(long after) {
    return sql.list(
        "select r.position, e.id, e.text, e.confidence_bp, e.examples from import_row r"
            + " join experience e on e.id = r.experience_id"
            + MINE
            + " and r.outcome = 'HELD' and r.position > ? order by r.position limit 200",
        row ->
            new Held(
                row.getLong(1),
                Sql.uuid(row, 2),
                new SubmitExperience(
                    domain, row.getString(3), row.getInt(4), ExamplesJson.read(row.getString(5)))),
        importId,
        domain,
        after);
  }

  /** Turns down what {@link #store} left out. */
  public Fallen dropLeftOut() {
    return fallen(
        " and not exists (select from experience e where e.id = r.experience_id)",
        "DUPLICATE",
        "The library has just learned this.");
  }

  /** What came into the library without a vector; of held texts nothing is computed. */
  public List<UUID> withoutVector() {
    return sql.list(
        "select r.experience_id from import_row r"
            + MINE
            + " and r.embedding is null and r.outcome = 'READY' order by r.position",
        row -> Sql.uuid(row, 1),
        importId,
        domain);
  }

  /** How many are ready and how many held. */
  public Fallen waiting() {
    return sql.first(
            "select count(*) filter (where r.outcome = 'READY'),"
                + " count(*) filter (where r.outcome = 'HELD') from import_row r"
                + MINE,
            row -> new Fallen(row.getLong(1), row.getLong(2)),
            importId,
            domain)
        .orElseThrow();
  }

  /** Nothing waits any more: what went in leaves, what is held stays as a report. */
  public void done() {
    sql.update("delete from import_row r" + MINE + " and r.outcome = 'READY'", importId, domain);
    sql.update(
        "update import_row r set pending = false, block = null, examples = null,"
            + " embedder_id = null, embedding = null"
            + MINE,
        importId,
        domain);
  }
}
