package ngo.zoo.routing.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.persistence.routing.CheckRow;
import ngo.zoo.persistence.routing.DrawnAnswer;
import ngo.zoo.persistence.routing.VerificationEpochs;
import ngo.zoo.persistence.routing.VerificationStore;
import ngo.zoo.persistence.routing.VerificationStore.Draw;
import ngo.zoo.routing.Verdict;
import ngo.zoo.routing.VerificationStatus;
import ngo.zoo.routing.rules.verification.BackendPair;
import ngo.zoo.routing.rules.verification.Calibration;
import ngo.zoo.routing.rules.verification.Lottery;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.TrackRecord;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Parameter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How likely answers are checked, and what a node's first checks are judged as. */
class VerificationBooksTest {
  private static final VerificationStore.Pool POOL =
      new VerificationStore.Pool(new UUID(1, 1), "m", "sha");

  private final Judged store = new Judged();
  private final VerificationBooks books = new VerificationBooks();

  @Test
  void falseShortAnswersAreDoubtedWhateverWordsTheirNodesSeal() {
    for (int i = 0; i < 16; i++) {
      BackendPair pair = new BackendPair("x" + i, "y" + i);
      store.waiting.add(check(pair, new Measure(6, 6, 6, 0, 1, 6), true));
    }
    assertThat(judge()).isEqualTo(1);
    assertThat(store.verdicts).containsExactly(Verdict.FAIL);
  }

  @Test
  void anAnswerThatItsTokensDoNotMakeIsJudgedAlone() {
    store.waiting.add(check(BackendPair.UNSTATED, new Measure(6, 6, 0, 0, 1, 0), true));
    store.waiting.add(check(BackendPair.UNSTATED, new Measure(6, 6, 0, 0, 1, 0), false));
    assertThat(judge()).isEqualTo(1);
    assertThat(store.verdicts).containsExactly(Verdict.FAIL);
  }

  @Test
  void aNodeThatAsksLessThanTheFeeIsCheckedLikeOneThatAsksTheFee() {
    store.undrawn.add(
        new DrawnAnswer(
            new UUID(4, 4),
            POOL.nodeId(),
            new UUID(5, 5),
            "zoo-keeper-tiny",
            "sha",
            Amount.parse(Asset.KEEPER, "0.001"),
            Instant.EPOCH,
            "{}",
            null));
    assertThat(books.draw(10)).isEqualTo(1);
    assertThat(store.drawn).extracting(Draw::probability).containsExactly(25_000);
  }

  @BeforeEach
  void books() {
    books.store = store;
    books.clock = new StoppedClock();
    books.parameters = VerificationBooksTest::governed;
    books.plans = new AnswerPlans();
    books.plans.parameters = books.parameters;
    books.epochs =
        new VerificationEpochs() {
          @Override
          public Current at(Instant now) {
            return new Current(1, new Lottery(new byte[Lottery.SEED]));
          }
        };
    books.verifiers =
        new VerifierPool() {
          @Override
          public boolean anybody(DrawnAnswer answer) {
            return true;
          }
        };
  }

  private static String governed(Parameter parameter) {
    return switch (parameter) {
      case VERIFICATION -> "HYBRID";
      case VERIFICATION_SAMPLED, FEE_KEEPER_TINY -> "0.01";
      case VERIFICATION_REDUNDANT -> "1";
      case DISPUTE_WINDOW -> "PT1H";
      default -> throw new IllegalArgumentException(parameter.name());
    };
  }

  private int judge() {
    return books.judge(POOL);
  }

  private static CheckRow check(BackendPair pair, Measure measure, boolean fits) {
    return new CheckRow(
        UUID.randomUUID(),
        UUID.randomUUID(),
        0,
        new UUID(2, 2),
        pair,
        measure,
        fits,
        "{}",
        new byte[64],
        Instant.EPOCH);
  }

  private static final class StoppedClock implements BusinessClock {
    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public void at(Instant instant, Runnable work) {
      work.run();
    }
  }

  /** Books without calibrations, of a node with forty valid results. */
  private static final class Judged extends VerificationStore {
    final List<CheckRow> waiting = new ArrayList<>();
    final List<Verdict> verdicts = new ArrayList<>();
    final List<DrawnAnswer> undrawn = new ArrayList<>();
    final List<Draw> drawn = new ArrayList<>();

    @Override
    public int giveUpLate(Instant now) {
      return 0;
    }

    @Override
    public List<DrawnAnswer> undrawn(Instant now, Instant newest, int most) {
      return undrawn;
    }

    @Override
    public void draw(List<Draw> draws, int epoch, Instant now) {
      drawn.addAll(draws);
    }

    @Override
    public List<CheckRow> pooled(Pool pool) {
      return waiting;
    }

    @Override
    public Set<BackendPair> calibrated(String modelSha256) {
      return Set.of();
    }

    @Override
    public Calibration calibration(String modelSha256, BackendPair backends) {
      return Calibration.NONE;
    }

    @Override
    public TrackRecord track(UUID node, String modelSha256) {
      return new TrackRecord(40);
    }

    @Override
    public void track(UUID node, String modelSha256, TrackRecord record, BackendPair backends) {}

    @Override
    public UUID judge(
        Pool pool,
        Kind kind,
        List<UUID> receipts,
        Measure measure,
        @Nullable Verdict verdict,
        String state,
        Instant now) {
      if (verdict != null) {
        verdicts.add(verdict);
      }
      return new UUID(3, 3);
    }

    @Override
    public void mark(List<UUID> receipts, VerificationStatus status) {}
  }
}
