package ngo.zoo.governance;

/**
 * PENDING until voting opens; SUCCEEDED becomes EXECUTED when its effect is in force, or LAPSED
 * when what it would change has moved on meanwhile.
 */
public enum ProposalStatus {
  PENDING,
  ACTIVE,
  SUCCEEDED,
  DEFEATED,
  EXECUTED,
  LAPSED,
  CANCELED
}
