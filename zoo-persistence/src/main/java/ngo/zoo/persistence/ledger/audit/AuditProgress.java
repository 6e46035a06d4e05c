package ngo.zoo.persistence.ledger.audit;

import ngo.zoo.ledger.audit.LedgerCheck;
import ngo.zoo.ledger.audit.LedgerFinding;

/** Learns how far an audit is. */
public interface AuditProgress {
  /** Now and then while many things are compared. */
  default void compared(LedgerCheck check, long things) {}

  /** A comparison is over. */
  default void found(LedgerFinding finding) {}
}
