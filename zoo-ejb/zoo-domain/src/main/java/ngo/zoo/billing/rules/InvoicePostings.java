package ngo.zoo.billing.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import ngo.zoo.billing.InvoicePrice;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.PostEntry.Line;
import ngo.zoo.shared.Amount;

/**
 * The journal lines of invoices and what settles them (docs/billing.md). Each conversion goes
 * through EXCHANGE in both assets and leaves nothing there, so that an entry's own lines tell both
 * amounts; what is charged for a top-up waits on EXCHANGE until the KEEPER are delivered.
 *
 * @param foundation owner of treasury, exchange, tax and the outside
 */
public record InvoicePostings(UUID foundation) {

  /**
   * A month's usage.
   *
   * @param taken from the prepaid account; negative: given back
   * @param refilled what the credit line gets back
   */
  public List<Line> usage(UUID organisation, Amount taken, Amount refilled, InvoicePrice price) {
    List<Line> lines = new ArrayList<>();
    lines.add(line(AccountKind.ORGANISATION, organisation, taken.negate()));
    lines.add(own(AccountKind.TREASURY, taken));
    lines.add(own(AccountKind.TREASURY, price.charged().negate()));
    lines.add(own(AccountKind.EXCHANGE, price.charged()));
    lines.add(own(AccountKind.EXCHANGE, price.charged().negate()));
    lines.add(line(AccountKind.CREDIT_LINE, organisation, refilled));
    lines.add(own(AccountKind.TREASURY, price.charged().minus(refilled)));
    lines.addAll(charged(organisation, price));
    lines.add(own(AccountKind.EXCHANGE, price.net().negate()));
    lines.add(own(AccountKind.TREASURY, price.net()));
    return moving(lines);
  }

  /** An ordered top-up: owed, and nothing delivered yet. */
  public List<Line> charged(UUID organisation, InvoicePrice price) {
    return moving(
        List.of(
            line(AccountKind.RECEIVABLE, organisation, price.gross().negate()),
            own(AccountKind.EXCHANGE, price.net()),
            own(AccountKind.TAX, price.tax())));
  }

  /** KEEPER of a top-up against its USD; both negative when they are taken back. */
  public List<Line> delivered(UUID organisation, Amount keeper, Amount net) {
    return moving(
        List.of(
            own(AccountKind.TREASURY, keeper.negate()),
            own(AccountKind.EXCHANGE, keeper),
            own(AccountKind.EXCHANGE, keeper.negate()),
            line(AccountKind.ORGANISATION, organisation, keeper),
            own(AccountKind.EXCHANGE, net.negate()),
            own(AccountKind.TREASURY, net)));
  }

  /** Money that came in by the bank. */
  public List<Line> paid(UUID organisation, Amount usd) {
    return moving(
        List.of(
            own(AccountKind.EXTERNAL, usd.negate()),
            line(AccountKind.RECEIVABLE, organisation, usd)));
  }

  /** What was paid too much of one invoice settles another: out of the account and into it. */
  public List<Line> applied(UUID organisation, Amount usd) {
    return List.of(
        line(AccountKind.RECEIVABLE, organisation, usd.negate()),
        line(AccountKind.RECEIVABLE, organisation, usd));
  }

  /** Charged USD taken back: from the exchange while they wait there, else from the treasury. */
  public List<Line> credited(UUID organisation, Amount net, Amount tax, boolean earned) {
    List<Line> lines = new ArrayList<>();
    lines.add(line(AccountKind.RECEIVABLE, organisation, net.plus(tax)));
    lines.add(own(AccountKind.TAX, tax.negate()));
    lines.add(own(AccountKind.EXCHANGE, net.negate()));
    if (earned) {
      lines.add(own(AccountKind.EXCHANGE, net));
      lines.add(own(AccountKind.TREASURY, net.negate()));
    }
    return moving(lines);
  }

  /** Money back: KEEPER from the treasury to the account, USD from what is due to the partner. */
  public List<Line> refunded(UUID organisation, Amount amount) {
    return switch (amount.asset()) {
      case KEEPER ->
          List.of(
              own(AccountKind.TREASURY, amount.negate()),
              line(AccountKind.ORGANISATION, organisation, amount));
      case USD ->
          List.of(
              line(AccountKind.RECEIVABLE, organisation, amount.negate()),
              own(AccountKind.EXTERNAL, amount));
      default -> throw new IllegalArgumentException("no refunds in " + amount.asset());
    };
  }

  private Line own(AccountKind kind, Amount amount) {
    return line(kind, foundation, amount);
  }

  private static Line line(AccountKind kind, UUID owner, Amount amount) {
    return new Line(kind, owner, amount);
  }

  private static List<Line> moving(List<Line> lines) {
    return lines.stream().filter(line -> !line.amount().isZero()).toList();
  }
}
