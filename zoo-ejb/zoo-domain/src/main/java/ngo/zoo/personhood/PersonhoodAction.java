package ngo.zoo.personhood;

import java.util.Locale;

/** What each person may do with one account only. Proofs of different actions cannot be linked. */
public enum PersonhoodAction {
  /** Taking part as a member. */
  MEMBERSHIP,
  /** Receiving inference credits that are given per person. */
  INFERENCE_CREDITS;

  /** The action's name at providers: {@code inference-credits}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
