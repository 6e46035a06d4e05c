package ngo.zoo.rewards;

/** What KEEPER is locked for. */
public enum StakePurpose {
  PROPOSAL,
  EXPERIENCE
}
