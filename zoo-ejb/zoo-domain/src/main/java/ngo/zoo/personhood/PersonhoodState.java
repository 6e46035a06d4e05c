package ngo.zoo.personhood;

/** Whether a proof counts. */
public enum PersonhoodState {
  VALID,
  EXPIRED,
  REVOKED
}
