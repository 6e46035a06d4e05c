package ngo.zoo.rewards.rules;

import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import ngo.zoo.rewards.SlashDraft;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * How much a slash takes and from where: its share of what is locked and unbonding, cut to whole
 * base units, from what is locked first, then from what unbonds, soonest due first. What is
 * disputed already is not counted again.
 */
public final class SlashRules {
  private static final BigInteger WHOLE = BigInteger.valueOf(10_000);
  private static final int LEAST_TEXT = 10;
  private static final int MOST_TEXT = 2_000;
  private static final int MOST_EVIDENCE = 500;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|\\s");

  /**
   * A place to take from, or what was taken there.
   *
   * @param unbondingId null for what is locked
   */
  public record Part(@Nullable UUID unbondingId, BigInteger units) {}

  private SlashRules() {}

  /**
   * @param there what there is, in the order in which it is taken
   * @return what is taken from each place, without zeros; empty when the share is nothing
   */
  public static List<Part> parts(List<Part> there, int shareBp) {
    BigInteger total = sum(there);
    BigInteger left = total.multiply(BigInteger.valueOf(shareBp)).divide(WHOLE);
    List<Part> taken = new ArrayList<>();
    for (Part part : there) {
      BigInteger units = part.units().min(left);
      if (units.signum() > 0) {
        taken.add(new Part(part.unbondingId(), units));
        left = left.subtract(units);
      }
    }
    return taken;
  }

  public static BigInteger sum(List<Part> parts) {
    return parts.stream().map(Part::units).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /**
   * @return the draft with its texts trimmed
   * @throws Refusal {@code slash-text-invalid}, {@code slash-evidence-invalid}, {@code
   *     slash-share-invalid}
   */
  public static SlashDraft checked(SlashDraft draft) {
    Integer share = draft.shareBp();
    if (share != null && (share < 1 || share > WHOLE.intValueExact())) {
      throw Refusal.field("slash-share-invalid", "share_bp", "The share is 1 to 10000");
    }
    return new SlashDraft(
        draft.stakeId(),
        draft.reason(),
        checkedText("text", draft.text()),
        checkedEvidence(draft.evidence()),
        share);
  }

  /** Of an amount the share in basis points, rounded down. */
  public static BigInteger share(BigInteger units, int shareBp) {
    return units.multiply(BigInteger.valueOf(shareBp)).divide(WHOLE);
  }

  /**
   * @throws Refusal {@code slash-text-invalid}
   */
  public static String checkedText(String field, String text) {
    String stripped = text.strip();
    if (stripped.length() < LEAST_TEXT || stripped.length() > MOST_TEXT) {
      throw Refusal.field(
          "slash-text-invalid", field, "Say what happened in 10 to 2000 characters");
    }
    return stripped;
  }

  /** The receipt that evidence names, or null when it is an address. */
  public static @Nullable UUID receipt(String evidence) {
    try {
      return UUID.fromString(evidence);
    } catch (IllegalArgumentException address) {
      return null;
    }
  }

  private static String checkedEvidence(String evidence) {
    String stripped = evidence.strip();
    if (receipt(stripped) == null && !isAddress(stripped)) {
      throw Refusal.field(
          "slash-evidence-invalid",
          "evidence",
          "The evidence is a receipt's id or an address that starts with https://");
    }
    return stripped;
  }

  private static boolean isAddress(String text) {
    if (text.length() > MOST_EVIDENCE || CONTROL.matcher(text).find()) {
      return false;
    }
    try {
      URI uri = URI.create(text);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null && uri.getUserInfo() == null;
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }
}
