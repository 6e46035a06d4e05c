package ngo.zoo.personhood;

/** OPEN until a second member of staff confirms it or one takes it back. */
public enum AttestationState {
  OPEN,
  CONFIRMED,
  WITHDRAWN
}
