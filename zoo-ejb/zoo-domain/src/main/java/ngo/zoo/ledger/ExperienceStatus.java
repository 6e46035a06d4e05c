package ngo.zoo.ledger;

/** QUEUED: waits for its embedding; IN_VOTE; ADOPTED into a library; REJECTED by vote. */
public enum ExperienceStatus {
  QUEUED,
  IN_VOTE,
  ADOPTED,
  REJECTED
}
