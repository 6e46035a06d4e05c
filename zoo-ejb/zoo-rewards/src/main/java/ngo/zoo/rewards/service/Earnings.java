package ngo.zoo.rewards.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import ngo.zoo.persistence.rewards.AttributionReader;
import ngo.zoo.persistence.rewards.EarningsReader;
import ngo.zoo.rewards.AttributionView;
import ngo.zoo.rewards.EarningDay;
import ngo.zoo.rewards.EarningRow;
import ngo.zoo.rewards.EarningTotal;
import ngo.zoo.rewards.EarningsQuery;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/** What the caller and the caller's nodes earned, and why. */
@Stateless
public class Earnings {
  @Inject private EarningsReader reader;
  @Inject private AttributionReader attributions;

  /**
   * Newest first.
   *
   * @throws Refusal {@code node-not-found} when the query names a node of somebody else
   */
  public Page<EarningRow> page(Caller caller, EarningsQuery query, PageRequest request) {
    return reader.page(earners(caller, query), query, request);
  }

  /** Sums by kind, greatest first. */
  public List<EarningTotal> totals(Caller caller, EarningsQuery query) {
    return reader.totals(earners(caller, query), query);
  }

  /** Sums by day, oldest first. */
  public List<EarningDay> days(Caller caller, EarningsQuery query) {
    return reader.days(earners(caller, query), query);
  }

  /** Hands over row by row, newest first; none are kept in memory. */
  public void stream(Caller caller, EarningsQuery query, Consumer<EarningRow> taker) {
    reader.each(earners(caller, query), query, taker);
  }

  /**
   * Why a final answer paid what it paid, to those it paid and to staff.
   *
   * @throws Refusal {@code attribution-not-found}
   */
  public AttributionView attribution(Caller caller, UUID receipt) {
    return attributions
        .of(receipt, caller.id(), caller.has(Role.STAFF))
        .orElseThrow(() -> Refusal.notFound("attribution", receipt));
  }

  /** Refuses a node of somebody else before anything is streamed. */
  public List<UUID> earners(Caller caller, EarningsQuery query) {
    List<UUID> own = reader.earners(caller.id());
    UUID node = query.nodeId();
    if (node == null) {
      return own;
    }
    if (!own.contains(node) && !caller.has(Role.STAFF)) {
      throw Refusal.notFound("node", node);
    }
    return List.of(node);
  }
}
