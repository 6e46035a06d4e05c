package ngo.zoo.rewards;

/** What an epoch pays for (paper 6.3 and 10.2). */
public enum RewardKind {
  /** A dataset: α·|D|·Q(D). */
  DATA,
  /** An experience: β·(up/(up+down))²·ln(1+usage). */
  EXPERIENCE,
  /** A node's final answers: γ·n·(1+stake/total stake). */
  INFERENCE,
  /** A top contributor's part of the treasury's fee income. */
  REVENUE,
  /** Hours of contribution, as inference credits. */
  CREDITS
}
