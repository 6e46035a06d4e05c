package ngo.zoo.rewards;

/** How far a reward epoch is; each state is what the step of its name has done. */
public enum EpochStatus {
  OPEN,
  COLLECTED,
  COMPUTED,
  PAID,
  VERIFIED
}
