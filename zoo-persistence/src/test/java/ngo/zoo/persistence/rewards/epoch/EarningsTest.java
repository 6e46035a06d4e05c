package ngo.zoo.persistence.rewards.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.rewards.AttributionReader;
import ngo.zoo.persistence.rewards.EarningsReader;
import ngo.zoo.rewards.AttributionView;
import ngo.zoo.rewards.ContributionHours;
import ngo.zoo.rewards.DatasetContribution;
import ngo.zoo.rewards.EarningKind;
import ngo.zoo.rewards.EarningRow;
import ngo.zoo.rewards.EarningTotal;
import ngo.zoo.rewards.EarningsQuery;
import ngo.zoo.rewards.LeaderBoard;
import ngo.zoo.rewards.LeaderRow;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What contributors and providers see of an epoch with one answer and its rewards. */
class EarningsTest {
  private final EpochScene scene = new EpochScene();
  private final EarningsReader reader = new EarningsReader(scene.database);
  private final AttributionReader attributions = new AttributionReader(scene.database);
  private final Contributions contributions = new Contributions(scene.database);
  private UUID receipt = new UUID(0, 0);
  private UUID experience = new UUID(0, 0);

  @BeforeEach
  void oneAnswer() {
    experience = scene.experience(scene.omar, 1, 0);
    receipt = scene.answer(scene.maya, scene.start, experience, scene.omar);
    contributions.add(
        new DatasetContribution(Ids.next(), scene.omar, "Signs", 10_000, 10_000, scene.start),
        scene.petra);
    contributions.add(
        new ContributionHours(Ids.next(), scene.omar, 1, "Annotated", scene.start), scene.petra);
    scene.collectAndCompute();
    scene.pay(100);
  }

  @Test
  void earningsAreFoundByKindNodeAndDay() {
    assertThat(kinds(scene.omar, EarningsQuery.ALL))
        .containsExactlyInAnyOrder(
            EarningKind.ANSWERS,
            EarningKind.EXPERIENCE_REWARD,
            EarningKind.DATA_REWARD,
            EarningKind.REVENUE_SHARE);
    assertThat(kinds(scene.petra, EarningsQuery.ALL))
        .containsExactlyInAnyOrder(EarningKind.NODE_ANSWERS, EarningKind.NODE_REWARD);
    assertThat(reader.earners(scene.petra)).containsExactlyInAnyOrder(scene.petra, scene.node);
    LocalDate day = scene.start.atZone(ZoneOffset.UTC).toLocalDate();
    EarningsQuery later = new EarningsQuery(day.plusDays(1), null, Set.of(), null);
    assertThat(kinds(scene.omar, later))
        .doesNotContain(EarningKind.ANSWERS)
        .contains(EarningKind.DATA_REWARD);
    EarningsQuery data = new EarningsQuery(null, null, Set.of(EarningKind.DATA_REWARD), null);
    Page<EarningRow> page = page(scene.omar, data);
    assertThat(page.total()).isEqualTo(1);
    assertThat(page.items().getFirst().epoch()).isEqualTo(scene.number);
    assertThat(page.items().getFirst().receiptId()).isNull();
  }

  @Test
  void totalsDaysAndRowsAreTheSameMoney() {
    List<UUID> earners = reader.earners(scene.omar);
    List<EarningRow> rows = new ArrayList<>();
    scene.database.inTransaction(() -> reader.each(earners, EarningsQuery.ALL, rows::add));
    BigInteger sum =
        rows.stream().map(row -> row.amount().units()).reduce(BigInteger.ZERO, BigInteger::add);

    assertThat(
            reader.totals(earners, EarningsQuery.ALL).stream()
                .map(EarningTotal::amount)
                .map(Amount::units)
                .reduce(BigInteger.ZERO, BigInteger::add))
        .isEqualTo(sum)
        .isPositive();
    assertThat(
            reader.days(earners, EarningsQuery.ALL).stream()
                .map(day -> day.amount().units())
                .reduce(BigInteger.ZERO, BigInteger::add))
        .isEqualTo(sum);
  }

  @Test
  void anAmountIsExplainedToThoseItWasPaidTo() {
    AttributionView why = attributions.of(receipt, scene.omar, false).orElseThrow();

    assertThat(why.experiences())
        .singleElement()
        .isEqualTo(new AttributionView.Part(experience, "text " + experience, true));
    assertThat(why.yours().units()).isEqualTo(BigInteger.valueOf(400));
    assertThat(why.pool()).isEqualTo(why.paid());
    assertThat(why.rounding().isZero()).isTrue();
    assertThat(why.burned().plus(why.nodeShare()).plus(why.paid()).plus(why.treasury()))
        .isEqualTo(why.fee());
    assertThat(attributions.of(receipt, scene.petra, false)).isPresent();
    assertThat(attributions.of(receipt, scene.maya, false)).isEmpty();
    assertThat(attributions.of(receipt, scene.maya, true)).isPresent();
  }

  @Test
  void boardsShowLabelsUntilANameIsWanted() {
    String label = contributions.boardName(scene.omar).label();
    assertThat(contributions.board(LeaderBoard.EXPERIENCES, scene.number))
        .extracting(LeaderRow::name)
        .containsExactly(label)
        .doesNotContain("Omar");

    contributions.nameOnBoards(scene.omar, true);

    assertThat(contributions.board(LeaderBoard.EXPERIENCES, scene.number))
        .extracting(LeaderRow::name)
        .containsExactly("Omar");
    assertThat(contributions.board(LeaderBoard.ANSWERS, scene.number))
        .containsExactly(new LeaderRow(1, scene.node.toString(), null, 1L));
    assertThat(contributions.board(LeaderBoard.ANSWERS, 0)).isNotEmpty();
    assertThat(contributions.member("nobody")).isEmpty();
  }

  @Test
  void anEpochOpensWhenTheLastIsOver() {
    scene.epochs.openNext(scene.start.minus(Duration.ofDays(9_000)));
    long before = scene.epochs.page(PageRequest.first(1)).total();
    int last = scene.epochs.page(PageRequest.first(1)).items().getFirst().number();

    assertThat(
            scene.epochs.openNext(scene.epochs.epoch(last).orElseThrow().endsAt().minusMillis(1)))
        .isFalse();
    assertThat(scene.epochs.page(PageRequest.first(1)).total()).isEqualTo(before);
  }

  private List<EarningKind> kinds(UUID member, EarningsQuery query) {
    return page(member, query).items().stream().map(EarningRow::kind).toList();
  }

  private Page<EarningRow> page(UUID member, EarningsQuery query) {
    return reader.page(reader.earners(member), query, PageRequest.first(50));
  }
}
