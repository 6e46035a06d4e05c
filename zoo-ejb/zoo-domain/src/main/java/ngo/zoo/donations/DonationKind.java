package ngo.zoo.donations;

/** What the foundation was given. */
public enum DonationKind {
  DONATION,
  /** From another foundation or a state, for a purpose. */
  GRANT
}
