package ngo.zoo.ledger;

/** Why a library got a new version. */
public enum VersionCause {
  GENESIS,
  PROPOSAL,
  TRAINING,
  PRUNING,
  IMPORT
}
