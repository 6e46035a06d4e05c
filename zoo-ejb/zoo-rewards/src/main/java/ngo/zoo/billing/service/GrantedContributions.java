package ngo.zoo.billing.service;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import java.time.Instant;
import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.ContributionCredits;
import ngo.zoo.shared.Amount;

/** Contribution that an epoch pays in inference credits. */
@Dependent
public class GrantedContributions implements ContributionCredits {
  @EJB private Credits credits;

  @Override
  public UUID grant(
      UUID memberId, Amount amount, Instant expiresAt, String reason, String idempotencyKey) {
    return credits.grant(AccountKind.MEMBER, memberId, amount, expiresAt, reason, idempotencyKey);
  }
}
