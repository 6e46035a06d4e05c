package ngo.zoo.books.rules;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.Sha256;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.shared.Amount;

/**
 * What the log commits to of one journal entry: canonical JSON, one leaf of its batch
 * (docs/proofs.md). Owners whose accounts name a person or an organisation stand under a pseudonym
 * that differs from entry to entry, so that two proofs cannot be joined; balances are left out.
 */
public record EntryRecord(
    UUID id,
    CauseKind causeKind,
    UUID causeId,
    String memo,
    Instant postedAt,
    List<Posting> postings) {
  public static final String SCHEMA = "zoo/journal-entry/1";

  private static final byte[] DOMAIN = "zoo/owner/1\n".getBytes(StandardCharsets.UTF_8);

  /** The foundation's own accounts and the nodes' are public anyway. */
  private static final Set<AccountKind> NAMED =
      Set.of(
          AccountKind.NODE,
          AccountKind.TREASURY,
          AccountKind.BURN,
          AccountKind.FEE_HELD,
          AccountKind.GENESIS,
          AccountKind.EXCHANGE,
          AccountKind.EXTERNAL,
          AccountKind.REWARD_POOL,
          AccountKind.REVENUE_POOL);

  /** One line, in the order of the entry. */
  public record Posting(AccountKind kind, UUID ownerId, Amount amount) {}

  public EntryRecord {
    postings = List.copyOf(postings);
  }

  /**
   * Canonical JSON (RFC 8785).
   *
   * @param salt the operator's secret behind the pseudonyms
   */
  public String text(byte[] salt) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("schema", SCHEMA);
    record.put("id", id.toString());
    record.put("cause", Map.of("kind", causeKind.name(), "id", causeId.toString()));
    record.put("memo", memo);
    record.put("posted_at", postedAt.toString());
    List<Map<String, String>> lines = new ArrayList<>();
    for (Posting posting : postings) {
      lines.add(
          Map.of(
              "kind", posting.kind().name(),
              "owner", owner(posting, salt),
              "asset", posting.amount().asset().name(),
              "amount", posting.amount().decimal()));
    }
    record.put("postings", lines);
    return CanonicalJson.of(record);
  }

  private String owner(Posting posting, byte[] salt) {
    return NAMED.contains(posting.kind())
        ? posting.ownerId().toString()
        : HexFormat.of()
            .formatHex(Sha256.of(DOMAIN, salt, bytes(id), bytes(posting.ownerId())), 0, 16);
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
