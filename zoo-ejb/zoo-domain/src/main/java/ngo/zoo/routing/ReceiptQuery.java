package ngo.zoo.routing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which receipts of a list; each part null for all.
 *
 * @param payer who paid
 * @param status HELD, FINAL or REFUNDED
 * @param node that answered
 * @param from first day (UTC) on which they were answered
 * @param to the day after the last
 */
public record ReceiptQuery(
    @Nullable UUID payer,
    @Nullable String status,
    @Nullable VerificationStatus verification,
    @Nullable UUID node,
    @Nullable LocalDate from,
    @Nullable LocalDate to) {

  /** Of all nodes and days. */
  public ReceiptQuery(
      @Nullable UUID payer, @Nullable String status, @Nullable VerificationStatus verification) {
    this(payer, status, verification, null, null, null);
  }

  /** The same of one payer; null for everybody's. */
  public ReceiptQuery of(@Nullable UUID who) {
    return new ReceiptQuery(who, status, verification, node, from, to);
  }

  /** When the first day begins; null without one. */
  public @Nullable Instant begins() {
    return start(from);
  }

  /** When the last day is over; null without one. */
  public @Nullable Instant ends() {
    return start(to);
  }

  private static @Nullable Instant start(@Nullable LocalDate day) {
    return day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
