package ngo.zoo.governance.rules;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import ngo.zoo.governance.BallotView;
import ngo.zoo.shared.Amount;

/**
 * What the log commits to of a vote. Amounts are decimal KEEPER, times have milliseconds, reasons
 * stand as hashes because they are their authors' words and may have to be erased.
 */
public final class VoteRecords {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private VoteRecords() {}

  /**
   * One ballot.
   *
   * @param textHash hex of the hash of the text that was voted on
   */
  public static Map<String, Object> ballot(BallotView ballot, String textHash) {
    Map<String, Object> record = new TreeMap<>();
    record.put("proposal_id", ballot.proposalId().toString());
    record.put("text_hash", textHash);
    record.put("voter", ballot.memberId().toString());
    record.put("support", ballot.support().name().toLowerCase(Locale.ROOT));
    record.put("power", ballot.power().decimal());
    record.put("reason_sha256", HexFormat.of().formatHex(ProposalText.sha256(ballot.reason())));
    record.put("cast_at", TIME.format(ballot.castAt()));
    record.put("custodial", ballot.custodial());
    return record;
  }

  /**
   * The result of one vote, with all that is needed to count again.
   *
   * @param ballots how many were cast
   */
  public static Map<String, Object> result(
      UUID proposalId, String textHash, Tally tally, long ballots, Instant closedAt) {
    Map<String, Object> record = new TreeMap<>();
    record.put("proposal_id", proposalId.toString());
    record.put("text_hash", textHash);
    record.put("for", Amount.keeper(tally.powerFor()).decimal());
    record.put("against", Amount.keeper(tally.powerAgainst()).decimal());
    record.put("abstain", Amount.keeper(tally.powerAbstain()).decimal());
    record.put("total_supply", Amount.keeper(tally.totalSupply()).decimal());
    record.put("quorum_bp", (long) tally.quorum());
    record.put("approval_bp", (long) tally.approvalNeeded());
    record.put("ballots", ballots);
    record.put("result", tally.succeeded() ? "succeeded" : "defeated");
    record.put("closed_at", TIME.format(closedAt));
    return record;
  }
}
