package ngo.zoo.governance;

/** PENDING until voting opens; SUCCEEDED becomes EXECUTED when its effect is in force. */
public enum ProposalStatus {
  PENDING,
  ACTIVE,
  SUCCEEDED,
  DEFEATED,
  EXECUTED,
  CANCELED
}
