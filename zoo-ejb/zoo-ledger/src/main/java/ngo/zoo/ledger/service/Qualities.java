package ngo.zoo.ledger.service;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;
import ngo.zoo.ledger.Quality;
import ngo.zoo.ledger.rules.QualityRule;
import ngo.zoo.ledger.rules.VoteShare;
import ngo.zoo.persistence.ledger.QualityStore;
import ngo.zoo.persistence.ledger.UseQueue;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;

/**
 * Quality of experiences by the governed weights. Shown with its parts it is computed from the
 * counters as they are; what lists are sorted by is stored and brought up to date when a library
 * changes and every half minute.
 */
@Stateless
public class Qualities {
  private static final int ANSWERS_AT_ONCE = 5000;

  @Inject QualityStore store;
  @Inject UseQueue uses;
  @Inject Parameters parameters;

  /**
   * @throws ngo.zoo.shared.Refusal {@code experience-not-found}
   */
  public Quality of(UUID experience) {
    return rule().of(store.counters(experience));
  }

  /** The rule in force. */
  public QualityRule rule() {
    return new QualityRule(
        parameters.number(Parameter.QUALITY_ALPHA),
        parameters.number(Parameter.QUALITY_BETA),
        parameters.number(Parameter.QUALITY_GAMMA),
        VoteShare.valueOf(parameters.text(Parameter.QUALITY_VOTES)));
  }

  /** Brings one library's stored qualities up to date, in the caller's transaction. */
  public void refresh(String domain) {
    store.refresh(domain, rule());
  }

  /** The same, in a transaction of its own. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void refreshAlone(String domain) {
    refresh(domain);
  }

  /**
   * Counts uses that wait, at most a few thousand answers, in a transaction of its own.
   *
   * @return whether there may be more
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public boolean countUses() {
    return uses.fold(ANSWERS_AT_ONCE) == ANSWERS_AT_ONCE;
  }
}
