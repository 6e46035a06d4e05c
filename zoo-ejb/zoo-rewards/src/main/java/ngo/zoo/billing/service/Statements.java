package ngo.zoo.billing.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.UUID;
import ngo.zoo.billing.StatementView;
import ngo.zoo.persistence.billing.StatementReader;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Scope;

/** What moved on an organisation's accounts, held against the ledger. */
@Stateless
public class Statements {
  @Inject private StatementReader reader;
  @Inject private Tenancy tenancy;

  /**
   * UTC days {@code [from, to)}.
   *
   * @throws Refusal {@code range-invalid} (400)
   */
  public StatementView statement(Caller caller, UUID organisation, LocalDate from, LocalDate to) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
    if (!from.isBefore(to)) {
      throw Refusal.field("range-invalid", "to", "to is a day after from");
    }
    return reader.statement(organisation, from, to);
  }
}
