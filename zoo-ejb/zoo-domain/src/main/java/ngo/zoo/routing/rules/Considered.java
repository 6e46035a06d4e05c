package ngo.zoo.routing.rules;

import java.math.BigInteger;
import java.util.Locale;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * One node in a decision, with the figures it was judged by.
 *
 * @param detail what the verdict leaves open, such as why a node is down; else empty
 * @param success share of its requests that did not fail by its fault
 * @param rank its place by hash, from 1; 0 where none was computed
 * @param price base units that one answer of it costs; null in records from before nodes had one
 */
public record Considered(
    UUID node,
    Verdict verdict,
    String detail,
    int inFlight,
    int slots,
    double meanMillis,
    double success,
    BigInteger stake,
    int rank,
    @Nullable BigInteger price) {
  /** Why, or why not. */
  public enum Verdict {
    CHOSEN("chosen"),
    SLOT_CAME_FREE("all were busy, and its slot came free first"),
    NOT_FIRST("another was better"),
    NOT_DRAWN("not drawn"),
    DEARER("another is cheaper"),
    DEGRADED("degraded, and asked only when no other can answer"),
    SATURATED("its share of the requests is used up"),
    FULL("all its slots are taken"),
    FAILED("failed at this question, or was busy, down or broken when asked"),
    OTHER_ANSWER("its owner's node gives another of the answers"),
    TOO_DEAR("costs more than the question may"),
    OTHER_MODEL("does not serve the model"),
    DOWN("down"),
    LEFT_OUT("left out by the question");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    /** Whether it could have been chosen had no other been there. */
    boolean isEligible() {
      return ordinal() <= SATURATED.ordinal();
    }
  }

  static Considered of(NodeSnapshot node, Verdict verdict, @Nullable Integer rank) {
    return new Considered(
        node.id(),
        verdict,
        verdict == Verdict.DOWN ? node.reason() : "",
        node.inFlight(),
        node.slots(),
        node.meanMillis(),
        node.success(),
        node.stake(),
        rank == null ? 0 : rank,
        node.price());
  }

  Considered as(Verdict other) {
    return new Considered(
        node, other, "", inFlight, slots, meanMillis, success, stake, rank, price);
  }

  /** For people. */
  public String reason() {
    String why = detail.isEmpty() ? verdict.words : verdict.words + ": " + detail;
    return String.format(
        Locale.ROOT,
        "%s (%d of %d in flight, %.0f ms, %.1f %% good%s)",
        why,
        inFlight,
        slots,
        meanMillis,
        100 * success,
        price == null ? "" : ", " + Amount.keeper(price));
  }
}
