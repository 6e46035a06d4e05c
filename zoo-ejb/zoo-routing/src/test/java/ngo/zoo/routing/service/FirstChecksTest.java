package ngo.zoo.routing.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.VerificationRequest;
import ngo.zoo.persistence.routing.CheckRow;
import ngo.zoo.persistence.routing.DrawnAnswer;
import ngo.zoo.persistence.routing.VerificationEpochs;
import ngo.zoo.routing.rules.verification.BackendPair;
import ngo.zoo.routing.rules.verification.Lottery;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is asked first about a drawn answer, and who is probed with it. */
class FirstChecksTest {
  private static final UUID FIRST = new UUID(1, 1);
  private static final UUID SECOND = new UUID(2, 2);
  private static final UUID THIRD = new UUID(3, 3);
  private static final VerificationEpochs.Current EPOCH =
      new VerificationEpochs.Current(1, new Lottery(new byte[Lottery.SEED]));

  private final List<String> asked = new ArrayList<>();
  private final Set<UUID> silent = new HashSet<>();
  private final FirstChecks checks = new FirstChecks();
  private boolean drawn = true;
  private boolean away;
  private @Nullable UUID former;

  @Test
  void theOthersCheckBeforeTheFirstIsProbed() {
    assertThat(check()).isTrue();
    assertThat(asked).containsExactly("check 2", "keep", "probe 1");
  }

  @Test
  void whereNobodyElseCanTheFirstChecksAndIsNotProbed() {
    silent.addAll(List.of(SECOND, THIRD));
    assertThat(check()).isTrue();
    assertThat(asked).containsExactly("check 2", "check 3", "check 1", "keep");
  }

  @Test
  void whoWasShownTheClaimIsNotProbedWithItLater() {
    silent.addAll(List.of(FIRST, SECOND, THIRD));
    assertThat(check()).isFalse();
    silent.clear();
    asked.clear();
    assertThat(check()).isTrue();
    assertThat(asked).containsExactly("check 1", "keep");
  }

  @Test
  void whereNobodyWasAskedTheFirstIsProbedAllTheSame() {
    away = true;
    assertThat(check()).isFalse();
    away = false;
    assertThat(check()).isTrue();
    assertThat(asked).containsExactly("check 2", "keep", "probe 1");
  }

  @Test
  void whoWasProbedBeforeChecksOnlyWhenNobodyElseCan() {
    drawn = false;
    former = FIRST;
    assertThat(check()).isTrue();
    assertThat(asked).containsExactly("check 2", "keep");
    asked.clear();
    silent.addAll(List.of(SECOND, THIRD));
    assertThat(check()).isTrue();
    assertThat(asked).containsExactly("check 2", "check 3", "check 1", "keep");
  }

  @Test
  void whereNoProbeIsDrawnTheFirstChecks() {
    drawn = false;
    assertThat(check()).isTrue();
    assertThat(asked).containsExactly("check 1", "keep");
  }

  private boolean check() {
    return checks.check(task(), EPOCH);
  }

  private static VerifierPool.Task task() {
    DrawnAnswer answer =
        new DrawnAnswer(
            new UUID(4, 4),
            new UUID(5, 5),
            new UUID(6, 6),
            "m",
            "sha",
            Amount.keeper(BigInteger.ONE),
            Instant.EPOCH,
            "{}",
            null);
    return new VerifierPool.Task(List.of(answer), List.of(), Set.of());
  }

  @BeforeEach
  void checks() {
    checks.verifiers = new Asked();
    checks.probing = new Drawn();
    checks.books =
        new VerificationBooks() {
          @Override
          public void keep(List<CheckRow> found) {
            asked.add("keep");
          }
        };
  }

  private final class Asked extends VerifierPool {
    @Override
    List<UUID> candidates(Task task, Set<UUID> former, Lottery lottery) {
      return Stream.of(FIRST, SECOND, THIRD).filter(one -> !away && !former.contains(one)).toList();
    }

    @Override
    List<CheckRow> check(Task task, int rank, List<UUID> order) {
      for (UUID one : order) {
        asked.add("check " + one.getLeastSignificantBits());
        if (!silent.contains(one)) {
          return List.of(row(task.first().receiptId(), rank, one));
        }
      }
      return List.of();
    }

    private CheckRow row(UUID receipt, int rank, UUID verifier) {
      return new CheckRow(
          UUID.randomUUID(),
          receipt,
          rank,
          verifier,
          BackendPair.UNSTATED,
          Measure.NONE,
          true,
          "{}",
          new byte[64],
          Instant.EPOCH);
    }
  }

  private final class Drawn extends Probing {
    @Override
    Optional<Planned> planned(
        VerifierPool.Task task, List<UUID> able, VerificationEpochs.Current epoch) {
      return drawn && !able.isEmpty()
          ? Optional.of(new Planned(task.first(), about(), able.getFirst(), epoch.number()))
          : Optional.empty();
    }

    private About about() {
      GenerationRequest request =
          new GenerationRequest(new UUID(7, 7), "m", List.of(), List.of(), 0, 1, 1, List.of(), 1);
      return new About(new VerificationRequest(request, "", "", 1), 0.5);
    }

    @Override
    Optional<UUID> probedWith(UUID receipt) {
      return Optional.ofNullable(former);
    }

    @Override
    void make(Planned probe) {
      asked.add("probe " + probe.verifier().getLeastSignificantBits());
    }
  }
}
