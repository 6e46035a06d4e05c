package ngo.zoo.web.portal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;

/**
 * How a state looks: a word, an icon and a tone, so that colour never says it alone. A state is
 * given as its message key, such as {@code ProposalStatus.ACTIVE}.
 */
@Named
@ApplicationScoped
public class Status {
  @Inject Texts texts;

  /** The key of an enum constant; empty for null. */
  public String key(@Nullable Enum<?> state) {
    return state == null ? "" : state.getDeclaringClass().getSimpleName() + "." + state.name();
  }

  public String word(String key) {
    return key.isEmpty() ? "" : texts.of(key);
  }

  /** One of ok, bad, warn, info, idle: a class of layout.css. */
  public String tone(String key) {
    // An open circuit lets nothing through; everything else that is open goes on.
    return key.equals("Breaker.OPEN") ? "bad" : toneOfState(key);
  }

  private static String toneOfState(String key) {
    return switch (state(key)) {
      case "SUCCEEDED",
          "EXECUTED",
          "ADOPTED",
          "HEALTHY",
          "FINAL",
          "FOR",
          "VERIFIED",
          "COMPLETED",
          "ENOUGH",
          "VALID",
          "CONFIRMED",
          "DELIVERED",
          "SENT",
          "POSTED",
          "SOUND",
          "BALANCED",
          "DONE",
          "PAID",
          "SAMPLED_OK",
          "CLEARED",
          "PASS",
          "CLOSED",
          "APPROVED" ->
          "ok";
      case "DEFEATED",
          "REJECTED",
          "UNHEALTHY",
          "AGAINST",
          "REVOKED",
          "FAILED",
          "BELOW",
          "EFFECTIVE",
          "UPHELD",
          "DIFFERENT",
          "OVERDUE",
          "FAIL",
          "EJECTED",
          "BANNED",
          "REFUSED" ->
          "bad";
      case "HELD",
          "QUEUED",
          "RETIRING",
          "STOPPED",
          "LOST",
          "UNBONDING",
          "APPEALED",
          "KEPT",
          "PARTLY_PAID",
          "LAPSED",
          "FAILED_ONCE",
          "DISPUTED",
          "DOUBTED",
          "SUSPECT",
          "HALF_OPEN",
          "DEGRADED",
          "DRAINING",
          "REQUESTED" ->
          "warn";
      case "ACTIVE",
          "IN_VOTE",
          "RUNNING",
          "COLLECTED",
          "COMPUTED",
          "OPEN",
          "PENDING",
          "VOTING",
          "BENCHMARKING",
          "DISCOVERED",
          "WAITING" ->
          "info";
      default -> "idle";
    };
  }

  /** Its icon of PrimeIcons. */
  public String icon(String key) {
    return switch (state(key)) {
      case "FOR" -> "pi-thumbs-up";
      case "AGAINST" -> "pi-thumbs-down";
      case "HELD" -> "pi-lock";
      case "CANCELED" -> "pi-ban";
      case "EXPERIENCE" -> "pi-lightbulb";
      case "ZIP" -> "pi-file-edit";
      default -> iconOfTone(tone(key));
    };
  }

  private static String iconOfTone(String tone) {
    return switch (tone) {
      case "ok" -> "pi-check-circle";
      case "bad" -> "pi-times-circle";
      case "warn" -> "pi-hourglass";
      case "info" -> "pi-clock";
      default -> "pi-minus-circle";
    };
  }

  private static String state(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }
}
