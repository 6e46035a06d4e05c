package ngo.zoo.persistence.rewards.epoch;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.AuditLine;
import ngo.zoo.rewards.EpochStatus;
import ngo.zoo.rewards.EpochTerms;
import ngo.zoo.rewards.EpochView;
import ngo.zoo.rewards.RewardInput;
import ngo.zoo.rewards.RewardKind;
import ngo.zoo.rewards.RewardPayout;
import ngo.zoo.rewards.rules.RewardRules;
import org.jspecify.annotations.Nullable;

/**
 * Computes everything an epoch paid once more and tells where that differs from what is stored and
 * from what the journal moved. Reads only, and trusts no figure it can derive.
 */
public final class EpochAudit {
  private final Sql sql;
  private final EpochStore epochs;
  private final EpochInputs inputs;
  private final PayoutStore payouts;

  public EpochAudit(DataSource dataSource) {
    sql = new Sql(dataSource);
    epochs = new EpochStore(dataSource);
    inputs = new EpochInputs(dataSource, epochs);
    payouts = new PayoutStore(dataSource);
  }

  /**
   * All comparisons of an epoch; empty when there is no such epoch.
   *
   * @throws IllegalStateException when its pay-outs are not computed yet
   */
  public Optional<List<AuditLine>> of(int number) {
    return epochs.epoch(number).map(this::of);
  }

  private List<AuditLine> of(EpochView epoch) {
    if (epoch.status() == EpochStatus.OPEN || epoch.status() == EpochStatus.COLLECTED) {
      throw new IllegalStateException("epoch " + epoch.number() + " is not computed yet");
    }
    List<RewardInput> stored = inputs.of(epoch.number());
    RewardRules.Result anew = RewardRules.payouts(epoch.knownTerms(), epoch.knownFacts(), stored);
    Map<String, RewardPayout> expected =
        anew.payouts().stream().collect(Collectors.toMap(EpochAudit::name, Function.identity()));
    return List.of(
        terms(epoch),
        facts(epoch, anew),
        sources(epoch, stored),
        computed(epoch, expected),
        posted(epoch, expected),
        pools(epoch, expected));
  }

  private AuditLine terms(EpochView epoch) {
    EpochTerms inForce = new ParameterHistory(sql, epoch.endsAt()).terms();
    String difference =
        inForce.equals(epoch.knownTerms())
            ? null
            : "stored " + epoch.knownTerms() + ", in force " + inForce;
    int values = EpochTerms.class.getRecordComponents().length;
    return new AuditLine(
        "values are those in force at its end", values, difference == null ? 0 : 1, difference);
  }

  private AuditLine facts(EpochView epoch, RewardRules.Result anew) {
    Comparison comparison = new Comparison("totals follow from what was collected");
    comparison.same(
        "total stake",
        epoch.knownFacts().totalStake().units(),
        sql.number("select sum(stake) from reward_input where epoch = ?", epoch.number()));
    comparison.same(
        "fee income",
        epoch.knownFacts().feeIncome().units(),
        sql.number(EpochSources.FEE_INCOME, epoch.number()));
    comparison.same("rewards", epoch.rewards(), anew.rewards());
    comparison.same("revenue share", epoch.revenue(), anew.revenue());
    comparison.same("credits", epoch.credits(), anew.credits());
    return comparison.line();
  }

  /** Votes go on after an epoch; everything else an input holds can be collected again. */
  private AuditLine sources(EpochView epoch, List<RewardInput> stored) {
    Map<String, Object> found = new HashMap<>();
    for (RewardKind kind : RewardKind.values()) {
      for (RewardInput input : inputs.anew(epoch.number(), kind, epoch.knownTerms().revenueTop())) {
        found.put(input.kind() + " " + input.subjectId(), withoutVotes(input));
      }
    }
    Comparison comparison = new Comparison("inputs are what receipts and registers say");
    comparison.same(
        stored.stream()
            .collect(
                Collectors.toMap(
                    input -> input.kind() + " " + input.subjectId(), EpochAudit::withoutVotes)),
        found);
    return comparison.line();
  }

  private static Object withoutVotes(RewardInput input) {
    return List.of(input.ownerId(), input.quantity(), input.qualityBp(), input.stake());
  }

  private AuditLine computed(EpochView epoch, Map<String, RewardPayout> expected) {
    Comparison comparison = new Comparison("pay-outs follow from their inputs");
    comparison.same(
        payouts.of(epoch.number()).stream()
            .collect(Collectors.toMap(EpochAudit::name, Function.identity())),
        expected);
    return comparison.line();
  }

  /** What the journal moved to each payee, by the entry or grant that the pay-out names. */
  private AuditLine posted(EpochView epoch, Map<String, RewardPayout> expected) {
    Map<String, BigInteger> moved = new HashMap<>();
    sql.list(
        """
        select p.kind || ' ' || p.subject_id, coalesce(sum(l.amount), 0)
        from reward_payout p left join (
          select e.id, e.idempotency_key, e.cause_kind, a.kind, a.owner_id, o.amount
          from journal_entry e join posting o on o.entry_id = e.id join account a on a.id = o.account_id
          where a.asset = 'KEEPER' and (e.cause_id = ? and e.cause_kind = 'EPOCH'
            or a.kind = 'CREDIT' and e.cause_kind = 'CREDIT' and o.amount > 0)) l
          on case p.kind when 'CREDITS' then l.kind = 'CREDIT' and l.owner_id = p.paid_by
            else l.id = p.paid_by and l.kind = p.account and l.owner_id = p.payee_id
              and l.idempotency_key = 'epoch:' || p.epoch || ':' || p.kind || ':' || p.subject_id end
        where p.epoch = ? group by p.kind, p.subject_id
        """,
        row -> moved.put(row.getString(1), Sql.units(row, 2)),
        epoch.id(),
        epoch.number());
    Comparison comparison = new Comparison("the journal moved what was due");
    comparison.same(
        moved,
        expected.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().amount().units())));
    return comparison.line();
  }

  private AuditLine pools(EpochView epoch, Map<String, RewardPayout> expected) {
    Comparison comparison = new Comparison("pools are emptied by its pay-outs alone");
    for (String pool : List.of("REWARD_POOL", "REVENUE_POOL")) {
      comparison.same(
          pool,
          BigInteger.ZERO,
          sql.number(
              """
              select sum(p.amount) from journal_entry e join posting p on p.entry_id = e.id
              join account a on a.id = p.account_id
              where e.cause_id = ? and e.cause_kind = 'EPOCH' and a.kind = ?
              """,
              epoch.id(),
              pool));
    }
    long paid = expected.values().stream().filter(one -> one.kind() != RewardKind.CREDITS).count();
    comparison.same(
        "entries",
        BigInteger.valueOf(paid),
        sql.number(
            """
            select count(*) from journal_entry where cause_id = ? and cause_kind = 'EPOCH'
              and idempotency_key not in (?, ?)
            """,
            epoch.id(),
            "epoch:" + epoch.number() + ":rewards",
            "epoch:" + epoch.number() + ":revenue"));
    return comparison.line();
  }

  private static String name(RewardPayout payout) {
    return payout.kind() + " " + payout.subjectId();
  }

  /** Counts what was compared and names what differs. */
  private static final class Comparison {
    private final String name;
    private final List<String> different = new ArrayList<>();
    private long compared;

    Comparison(String name) {
      this.name = name;
    }

    void same(String what, @Nullable Object stored, Object anew) {
      compared++;
      if (!anew.equals(stored)) {
        different.add(what + ": stored " + stored + ", should be " + anew);
      }
    }

    void same(Map<String, ?> stored, Map<String, ?> anew) {
      Map<String, Object> all = new TreeMap<>(stored);
      all.putAll(anew);
      for (String what : all.keySet()) {
        Object right = anew.get(what);
        same(what, stored.get(what), right == null ? "nothing" : right);
      }
    }

    AuditLine line() {
      return new AuditLine(
          name, compared, different.size(), different.isEmpty() ? null : different.getFirst());
    }
  }
}
