package ngo.zoo.bench.crash;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ngo.zoo.persistence.rewards.MoneyAudit;

/**
 * What workers claimed against what the database holds. Sound when every acknowledged key is there,
 * whole and once, nothing is there that was not tried, and the books add up. A reservation is whole
 * when it was settled or given back and has the entry that was posted after it.
 *
 * @param lost acknowledged and not there
 * @param torn there in part or more than once
 * @param unknown there without having been tried
 */
record Verdict(
    int tried,
    int done,
    int posted,
    long lost,
    long torn,
    long unknown,
    List<MoneyAudit.Finding> findings) {
  private static final String OF_ALL =
      """
      select case when e.cause_kind = 'QUERY' then '2:' || e.cause_id
          else split_part(e.idempotency_key, '/', 1) end,
        case when count(p.line) = 2 then 1 else 1000 end
      from journal_entry e left join posting p on p.entry_id = e.id
      where e.cause_kind in ('QUERY', 'TRANSFER') group by e.id
      """;
  private static final String OF_KEYS =
      OF_ALL.replace("where ", "where e.idempotency_key = any (?) and ");

  /** All keys, and all questions about the books. */
  static Verdict of(Claims claims, CrashDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(OF_ALL)) {
      return of(claims, posted(statement), MoneyAudit.all(connection));
    }
  }

  /** The keys of these claims alone, and what balances and open things tell. */
  static Verdict ofPoint(Claims claims, CrashDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement statement = ofKeys(claims.tried(), connection)) {
      return of(claims, posted(statement), MoneyAudit.open(connection));
    }
  }

  /** How many of the keys the database has something of. */
  static long posted(Set<String> keys, CrashDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement statement = ofKeys(keys, connection)) {
      return posted(statement).size();
    }
  }

  private static Verdict of(
      Claims claims, Map<String, Integer> posted, List<MoneyAudit.Finding> findings) {
    Set<String> tried = claims.tried();
    long lost = claims.done().stream().filter(key -> !posted.containsKey(key)).count();
    long torn = posted.entrySet().stream().filter(it -> !whole(it.getKey(), it.getValue())).count();
    long unknown = posted.keySet().stream().filter(key -> !tried.contains(key)).count();
    return new Verdict(
        tried.size(), claims.done().size(), posted.size(), lost, torn, unknown, findings);
  }

  boolean sound() {
    return lost + torn + unknown == 0 && wrongBooks() == 0;
  }

  String line() {
    return "%d tried, %d acknowledged, %d posted: %d lost, %d torn, %d unknown; books: %d comparisons, %d wrong"
        .formatted(tried, done, posted, lost, torn, unknown, findings.size(), wrongBooks());
  }

  private long wrongBooks() {
    return findings.stream().filter(it -> !it.sound() && !isHeldReceipts(it)).count();
  }

  /** The load holds fees without writing receipts, so this one comparison says nothing here. */
  private static boolean isHeldReceipts(MoneyAudit.Finding finding) {
    return finding.name().equals("held receipts are the held account");
  }

  private static PreparedStatement ofKeys(Set<String> keys, Connection connection)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(OF_KEYS);
    String[] entries = keys.stream().flatMap(Verdict::entries).toArray(String[]::new);
    statement.setArray(1, connection.createArrayOf("text", entries));
    return statement;
  }

  /** The keys of all entries that one transaction may have. */
  private static Stream<String> entries(String key) {
    String query = key.substring(2);
    return switch (key.charAt(0)) {
      case '0' -> Stream.of(key + "/0");
      case '1', '3' -> IntStream.range(0, Work.BATCH).mapToObj(i -> key + "/" + i);
      default ->
          Stream.concat(
              Stream.of(key + "/0"),
              Stream.of("reserve", "settle", "release").map(step -> "fee:" + step + ":" + query));
    };
  }

  /** Entries with two lines of each key; a reservation's key is read from its fee's. */
  private static Map<String, Integer> posted(PreparedStatement statement) throws SQLException {
    Map<String, Integer> posted = new HashMap<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        posted.merge(row.getString(1), row.getInt(2), Integer::sum);
      }
    }
    return posted;
  }

  private static boolean whole(String key, int entries) {
    return switch (key.charAt(0)) {
      case '0' -> entries == 1;
      case '1', '3' -> entries == Work.BATCH;
      default -> entries == 3;
    };
  }
}
