package ngo.zoo.compute;

import java.time.Duration;
import java.util.UUID;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;

/**
 * Terms of a compute job.
 *
 * @param payerKind MEMBER or ORGANISATION
 * @param providerKind MEMBER, ORGANISATION or NODE
 * @param cap ZEN, the most the job may cost
 * @param hourly ZEN for one GPU for one hour
 * @param lease wall-clock time after which the rest goes back unless it is renewed
 */
public record OpenEscrow(
    UUID jobId,
    AccountKind payerKind,
    UUID payerId,
    AccountKind providerKind,
    UUID providerId,
    Amount cap,
    Amount hourly,
    Duration lease) {
  /**
   * @throws Refusal {@code escrow-terms-invalid}
   */
  public OpenEscrow {
    boolean zen = cap.asset() == Asset.ZEN && hourly.asset() == Asset.ZEN;
    if (!zen || cap.units().signum() <= 0 || hourly.units().signum() <= 0) {
      throw Refusal.invalid("escrow-terms-invalid", "Cap and hourly price are some ZEN above zero");
    }
    boolean parties =
        switch (payerKind) {
          case MEMBER, ORGANISATION -> providerKind == AccountKind.NODE || isPayer(providerKind);
          default -> false;
        };
    if (!parties) {
      throw Refusal.invalid(
          "escrow-terms-invalid",
          "A member or an organisation pays a node, member or organisation");
    }
  }

  private static boolean isPayer(AccountKind kind) {
    return kind == AccountKind.MEMBER || kind == AccountKind.ORGANISATION;
  }
}
