package ngo.zoo.billing.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import ngo.zoo.billing.UsageCheck;
import ngo.zoo.billing.UsageQuery;
import ngo.zoo.billing.UsageRow;
import ngo.zoo.persistence.billing.UsageReader;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Scope;

/** What an organisation's answers cost, from their receipts. */
@Stateless
public class Usage {
  @Inject private UsageReader reader;
  @Inject private Tenancy tenancy;

  /** Refuses before anything is streamed. */
  public void mayRead(Caller caller, UUID organisation) {
    tenancy.enter(caller, organisation, Scope.USAGE_READ);
  }

  /** Hands over row by row, by day, project, key and model; none are kept in memory. */
  public void stream(Caller caller, UUID organisation, UsageQuery query, Consumer<UsageRow> taker) {
    mayRead(caller, organisation);
    reader.rows(organisation, query, taker);
  }

  /** All rows; for ranges a page can show. */
  public List<UsageRow> list(Caller caller, UUID organisation, UsageQuery query) {
    List<UsageRow> rows = new ArrayList<>();
    stream(caller, organisation, query, rows::add);
    return rows;
  }

  /** Receipts held against the journal. */
  public UsageCheck check(Caller caller, UUID organisation, UsageQuery query) {
    mayRead(caller, organisation);
    return reader.check(organisation, query);
  }
}
