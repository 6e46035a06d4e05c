package ngo.zoo.rewards;

/** Why a stake was slashed; the text and the evidence say the rest. */
public enum SlashReason {
  /** Answers that verification showed to be wrong on purpose. */
  FALSE_ANSWERS,
  /** Work claimed that was not done. */
  FORGED_WORK,
  /** Work promised and not delivered. */
  UNAVAILABLE,
  /** Harm done to others or to the network. */
  ABUSE
}
