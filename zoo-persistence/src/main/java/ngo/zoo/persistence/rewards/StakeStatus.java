package ngo.zoo.persistence.rewards;

/** LOCKED until its purpose is decided; every other state is final. */
public enum StakeStatus {
  LOCKED,
  RETURNED,
  BURNED,
  SLASHED
}
