package ngo.zoo.ledger.audit;

/** How far an audit is. */
public enum LedgerAuditStatus {
  RUNNING,
  DONE,
  FAILED
}
