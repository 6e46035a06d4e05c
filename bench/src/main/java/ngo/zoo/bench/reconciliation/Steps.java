package ngo.zoo.bench.reconciliation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import ngo.zoo.persistence.rewards.Journal;
import ngo.zoo.rewards.AccountKind;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.PostEntry;
import ngo.zoo.rewards.rules.FeeSplit;
import ngo.zoo.shared.Amount;

/** The entry of each step of a fee, with the keys and accounts of the real ones. */
final class Steps {
  private static final FeeSplit.Shares SHARES = new FeeSplit.Shares(1000, 4000, 4000, 1000);

  private Steps() {}

  static PostEntry entry(UsageEvent event, UUID node) {
    Answer answer = event.answer();
    UUID payer = answer.key().organisation();
    Amount fee = fee(answer);
    List<PostEntry.Line> lines =
        switch (event.step()) {
          case RESERVED ->
              move(fee, AccountKind.ORGANISATION, payer, AccountKind.FEE_RESERVED, payer);
          case SETTLED ->
              move(fee, AccountKind.FEE_RESERVED, payer, AccountKind.FEE_HELD, Journal.FOUNDATION);
          case RELEASED ->
              move(fee, AccountKind.FEE_RESERVED, payer, AccountKind.ORGANISATION, payer);
          case FINAL -> split(answer, node);
        };
    boolean last = event.step() == UsageEvent.Step.FINAL;
    return new PostEntry(
        "fee:" + event.step().name().toLowerCase(Locale.ROOT) + ":" + answer.id(),
        last ? CauseKind.RECEIPT : CauseKind.QUERY,
        answer.id(),
        "Fee " + event.step().name().toLowerCase(Locale.ROOT),
        lines);
  }

  static Amount fee(Answer answer) {
    return Amount.keeper(BigInteger.valueOf(answer.fee()));
  }

  private static List<PostEntry.Line> move(
      Amount fee, AccountKind from, UUID fromOwner, AccountKind to, UUID toOwner) {
    return List.of(
        new PostEntry.Line(from, fromOwner, fee.negate()), new PostEntry.Line(to, toOwner, fee));
  }

  private static List<PostEntry.Line> split(Answer answer, UUID node) {
    FeeSplit split = FeeSplit.of(fee(answer), SHARES, List.of(answer.author()));
    List<PostEntry.Line> lines = new ArrayList<>();
    lines.add(foundation(AccountKind.FEE_HELD, fee(answer).negate()));
    lines.add(foundation(AccountKind.BURN, split.burned()));
    lines.add(new PostEntry.Line(AccountKind.NODE, node, split.node()));
    split
        .contributors()
        .forEach(
            (author, amount) -> lines.add(new PostEntry.Line(AccountKind.MEMBER, author, amount)));
    lines.add(foundation(AccountKind.TREASURY, split.treasury()));
    return lines;
  }

  private static PostEntry.Line foundation(AccountKind kind, Amount amount) {
    return new PostEntry.Line(kind, Journal.FOUNDATION, amount);
  }
}
