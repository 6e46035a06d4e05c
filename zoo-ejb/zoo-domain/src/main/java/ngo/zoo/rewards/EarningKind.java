package ngo.zoo.rewards;

/** What somebody was paid for. */
public enum EarningKind {
  /** Experiences that final answers used. */
  ANSWERS,
  EXPERIENCE_REWARD,
  DATA_REWARD,
  REVENUE_SHARE,
  /** Answers that an own node gave. */
  NODE_ANSWERS,
  NODE_REWARD
}
