package ngo.zoo.persistence.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import ngo.zoo.governance.BallotView;
import ngo.zoo.governance.ProposalKind;
import ngo.zoo.governance.ProposalStatus;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.governance.Support;
import ngo.zoo.governance.TallyView;
import ngo.zoo.governance.rules.ProposalText;
import ngo.zoo.ledger.ChangeKind;
import ngo.zoo.ledger.LibraryChange;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Orm;
import ngo.zoo.persistence.party.ApiKey;
import ngo.zoo.persistence.party.Member;
import ngo.zoo.persistence.party.Organisation;
import ngo.zoo.persistence.party.PartyFixture;
import ngo.zoo.persistence.rewards.Stake;
import ngo.zoo.persistence.rewards.StakeStatus;
import ngo.zoo.rewards.StakePurpose;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProposalRepositoryTest {
  private static final Instant NOW = Instant.parse("2026-02-01T00:00:00.5Z");
  private static final Duration WEEK = Duration.ofDays(7);
  private static Orm orm;

  @BeforeAll
  static void start() {
    orm =
        new Orm(
            Proposal.class,
            Ballot.class,
            Stake.class,
            Member.class,
            Organisation.class,
            ApiKey.class);
  }

  @AfterAll
  static void stop() {
    orm.close();
  }

  @Test
  void proposalComesBackAsItWasMade() {
    UUID member = member("Maya");
    UUID id = zip(member, "Lower the quorum");

    ProposalView view = view(id);

    assertThat(view.proposer()).isEqualTo("Maya");
    assertThat(view.stake()).isEqualTo(units(1000));
    assertThat(view.kind()).isEqualTo(ProposalKind.ZIP);
    assertThat(view.status()).isEqualTo(ProposalStatus.PENDING);
    assertThat(view.textHash()).hasSize(64);
    assertThat(view.createdAt()).isEqualTo(NOW);
    assertThat(view.tally()).isNull();
  }

  @Test
  void openedVoteHasItsSnapshotAndItsGoal() {
    UUID maya = member("Maya");
    UUID omar = member("Omar");
    UUID id = zip(maya, "Open");

    open(id, Map.of(maya, units(300), omar, units(0)));

    ProposalView view = view(id);
    assertThat(view.status()).isEqualTo(ProposalStatus.ACTIVE);
    assertThat(view.closesAt()).isEqualTo(NOW.plus(WEEK));
    assertThat(tally(id).totalSupply()).isEqualTo(units(1000));
    assertThat(power(id, maya)).isEqualTo(units(300));
    assertThat(power(id, omar)).isEqualTo(units(0));
  }

  @Test
  void ballotIsStoredOncePerMemberAndCounted() {
    UUID maya = member("Maya");
    UUID id = zip(maya, "Vote");
    open(id, Map.of(maya, units(300)));

    BallotView ballot = cast(id, maya, Support.FOR);

    assertThat(tally(id).powerFor()).isEqualTo(units(300));
    assertThat(tally(id).turnout()).isEqualTo(3000);
    orm.run(
        em -> {
          BallotRepository ballots = new BallotRepository(em);
          assertThat(ballots.of(maya, id)).contains(ballot);
          assertThat(ballots.page(id, PageRequest.first(5)).items()).containsExactly(ballot);
        });
    assertThatThrownBy(() -> cast(id, maya, Support.AGAINST)).isInstanceOf(RuntimeException.class);
    assertThat(tally(id).powerAgainst()).isEqualTo(units(0));
  }

  @Test
  void voteIsDueWhenItsPeriodIsOverAndClosesOnce() {
    UUID maya = member("Maya");
    UUID id = zip(maya, "Due");
    open(id, Map.of(maya, units(300)));
    cast(id, maya, Support.FOR);

    assertThat(due(NOW.plus(WEEK).minusMillis(1))).doesNotContain(id);
    assertThat(due(NOW.plus(WEEK))).contains(id);
    orm.run(
        em -> {
          Proposal proposal = new ProposalRepository(em).lockUnlessHeld(id).orElseThrow();
          assertThat(proposal.overAt(NOW.plus(WEEK))).isTrue();
          assertThat(proposal.openAt(NOW.plus(WEEK))).isFalse();
          assertThat(proposal.close(NOW.plus(WEEK)).succeeded()).isTrue();
          proposal.executed();
        });

    assertThat(due(NOW.plus(WEEK))).doesNotContain(id);
    assertThat(view(id).status()).isEqualTo(ProposalStatus.EXECUTED);
    assertThat(view(id).closedAt()).isEqualTo(NOW.plus(WEEK));
  }

  @Test
  void whatSucceededWaitsUntilItIsCarriedOut() {
    UUID maya = member("Maya");
    UUID id = zip(maya, "Wait for room");
    open(id, Map.of(maya, units(300)));
    cast(id, maya, Support.FOR);
    orm.run(em -> new ProposalRepository(em).lock(id).orElseThrow().close(NOW.plus(WEEK)));

    assertThat(succeeded()).contains(id);
    orm.run(em -> new ProposalRepository(em).lock(id).orElseThrow().executed());
    assertThat(succeeded()).doesNotContain(id);
  }

  @Test
  void whatWaitsForEverKeepsNobodyFromItsTurn() {
    UUID maya = member("Maya");
    for (int i = 0; i < 101; i++) {
      decided(maya, NOW.plus(WEEK));
    }
    UUID last = decided(maya, NOW.plus(WEEK).plusSeconds(1));

    assertThat(succeeded()).endsWith(last);
  }

  private static UUID decided(UUID proposer, Instant when) {
    UUID id = zip(proposer, "Wait");
    open(id, Map.of());
    orm.run(
        em -> {
          Proposal proposal = new ProposalRepository(em).lock(id).orElseThrow();
          proposal.count(Support.FOR, units(1000));
          proposal.close(when);
        });
    return id;
  }

  @Test
  void twoRollbacksAtTheSameMomentAreOne() throws SQLException {
    UUID maya = member("Maya");
    String domain = "back." + Ids.next();
    Database.asOwner("insert into library values (?, 't', 'd', 0)", domain);
    rollback(maya, domain);

    assertThatThrownBy(() -> rollback(maya, domain))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("library-in-vote"));
  }

  private static void rollback(UUID proposer, String domain) {
    orm.run(
        em -> {
          UUID id = Ids.next();
          Stake stake = new Stake(proposer, units(100), StakePurpose.EXPERIENCE, id, NOW);
          em.persist(stake);
          ProposalRepository proposals = new ProposalRepository(em);
          long number = proposals.nextNumber(ProposalKind.EXPERIENCE);
          LibraryChange change =
              new LibraryChange(ChangeKind.ROLLBACK, domain, List.of(), List.of(), 1);
          ProposalText text = new ProposalText("Back", "Body");
          proposals.add(Proposal.change(id, number, text, proposer, stake.id(), NOW, change));
        });
  }

  @Test
  void whoeverHoldsAProposalKeepsOthersFromClosingIt() {
    UUID id = zip(member("Maya"), "Held");

    orm.run(
        em -> {
          assertThat(new ProposalRepository(em).lock(id)).isPresent();
          orm.run(other -> assertThat(new ProposalRepository(other).lockUnlessHeld(id)).isEmpty());
        });

    orm.run(em -> assertThat(new ProposalRepository(em).lockUnlessHeld(id)).isPresent());
  }

  @Test
  void onlyAPendingProposalIsTakenBack() {
    UUID maya = member("Maya");
    UUID pending = zip(maya, "Pending");
    UUID active = zip(maya, "Active");
    open(active, Map.of(maya, units(1)));

    orm.run(em -> new ProposalRepository(em).lock(pending).orElseThrow().cancel(NOW));

    assertThat(view(pending).status()).isEqualTo(ProposalStatus.CANCELED);
    assertThatThrownBy(
            () -> orm.run(em -> new ProposalRepository(em).lock(active).orElseThrow().cancel(NOW)))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("voting-opened"));
  }

  @Test
  void pageFiltersByKindStatusAndSearch() {
    String word = UUID.randomUUID().toString();
    UUID maya = member("Maya");
    UUID first = zip(maya, "About " + word);
    UUID second = zip(maya, "More about " + word);
    open(second, Map.of(maya, units(1)));
    PageRequest request = new PageRequest(0, 10, word.toUpperCase(Locale.ROOT));

    orm.run(
        em -> {
          ProposalRepository proposals = new ProposalRepository(em);
          assertThat(proposals.page(null, null, request).items())
              .extracting(ProposalView::id)
              .containsExactly(second, first);
          assertThat(proposals.page(ProposalKind.ZIP, ProposalStatus.PENDING, request).items())
              .extracting(ProposalView::id)
              .containsExactly(first);
          assertThat(proposals.page(ProposalKind.EXPERIENCE, null, request).total()).isZero();
        });
  }

  @Test
  void stakeEndsOnce() {
    Stake stake = new Stake(Ids.next(), units(5), StakePurpose.PROPOSAL, Ids.next(), NOW);

    assertThat(stake.end(StakeStatus.BURNED, NOW)).isTrue();
    assertThat(stake.end(StakeStatus.RETURNED, NOW)).isFalse();
  }

  private static UUID member(String name) {
    return PartyFixture.member(orm, name);
  }

  private static UUID zip(UUID proposer, String title) {
    return orm.inTransaction(
        em -> {
          UUID id = Ids.next();
          Stake stake = new Stake(proposer, units(1000), StakePurpose.PROPOSAL, id, NOW);
          em.persist(stake);
          ProposalRepository proposals = new ProposalRepository(em);
          long number = proposals.nextNumber(ProposalKind.ZIP);
          ProposalText text = new ProposalText(title, "Body");
          proposals.add(
              Proposal.zip(id, number, text, proposer, stake.id(), NOW)
                  .setting(Parameter.QUORUM, "500"));
          return id;
        });
  }

  private static void open(UUID id, Map<UUID, Amount> power) {
    orm.run(
        em -> {
          ProposalRepository proposals = new ProposalRepository(em);
          proposals.lock(id).orElseThrow().open(NOW, WEEK, units(1000), 1000, 6600);
          proposals.snapshot(id, power);
        });
  }

  private static BallotView cast(UUID id, UUID member, Support support) {
    return orm.inTransaction(
        em -> {
          Proposal proposal = new ProposalRepository(em).lock(id).orElseThrow();
          Amount power = new ProposalRepository(em).power(id, member);
          BallotView view =
              new BallotView(Ids.next(), id, member, support, power, "because", true, NOW);
          proposal.count(support, power);
          new BallotRepository(em).add(Ballot.of(view, new byte[64]));
          return view;
        });
  }

  private static ProposalView view(UUID id) {
    return orm.inTransaction(em -> new ProposalRepository(em).view(id).orElseThrow());
  }

  private static TallyView tally(UUID id) {
    return Objects.requireNonNull(view(id).tally());
  }

  private static Amount power(UUID id, UUID member) {
    return orm.inTransaction(em -> new ProposalRepository(em).power(id, member));
  }

  private static List<UUID> succeeded() {
    return orm.inTransaction(em -> new ProposalRepository(em).succeeded());
  }

  private static List<UUID> due(Instant now) {
    return orm.inTransaction(em -> new ProposalRepository(em).due(now));
  }

  private static Amount units(long units) {
    return Amount.keeper(BigInteger.valueOf(units));
  }
}
