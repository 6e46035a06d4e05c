package ngo.zoo.bench.verification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import ngo.zoo.routing.rules.verification.Calibration;
import ngo.zoo.routing.rules.verification.FalseClaim;
import ngo.zoo.routing.rules.verification.Lottery;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.Probes;
import ngo.zoo.routing.rules.verification.TokenCheck;
import ngo.zoo.routing.rules.verification.Verifiers;

/**
 * Verifiers of which some seal that all is well without a look: which share of the first checks is
 * lost to them, and how many honest ones lose the right to verify, by the share of probes. Who has
 * lost it stays away.
 */
final class LyingVerifiers {
  private static final int VERIFIERS = 10;
  private static final int TOKENS = 24;
  private static final double MICRO = 1e6;

  private final SplittableRandom random;
  private final Calibration calibration;
  private final Lottery lottery;
  private final List<Verifiers.Candidate> all;
  private final double[] machines;

  LyingVerifiers(SplittableRandom random) {
    this.random = random;
    calibration = Pools.calibrated(random);
    byte[] seed = new byte[Lottery.SEED];
    random.nextBytes(seed);
    lottery = new Lottery(seed);
    all = IntStream.range(0, VERIFIERS).mapToObj(i -> new Verifiers.Candidate(id(), id())).toList();
    machines = IntStream.range(0, VERIFIERS).mapToDouble(i -> World.machine(random)).toArray();
  }

  private UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  /**
   * What became of it.
   *
   * @param lost checks made by a liar
   * @param barredLiars who lost the right to verify, and {@code barredHonest} ones
   * @param overlooked probes that an honest verifier overlooked
   */
  record Outcome(int checks, int lost, int barredLiars, int barredHonest, int overlooked) {}

  /**
   * @param liars of ten verifiers
   * @param share of probes, millionths
   */
  Outcome live(int liars, int share, int checks) {
    Map<UUID, List<Boolean>> latest = new HashMap<>();
    Set<UUID> barred = new HashSet<>();
    int lost = 0;
    int overlooked = 0;
    for (int i = 0; i < checks; i++) {
      UUID query = id();
      List<UUID> order = Verifiers.choose(lottery, query, able(barred), Set.of(), VERIFIERS);
      int first = 0;
      if (order.size() > 1 && lottery.probes(query, share)) {
        UUID probed = order.getFirst();
        boolean believed = place(probed) < liars || isOverlooked(place(probed));
        overlooked += believed && place(probed) >= liars ? 1 : 0;
        List<Boolean> record = latest.computeIfAbsent(probed, any -> new ArrayList<>());
        record.addFirst(believed);
        if (Probes.isUntrustworthy(record)) {
          barred.add(probed);
        }
        first = 1;
      }
      lost += place(order.get(first)) < liars ? 1 : 0;
    }
    int liarsOut = (int) barred.stream().filter(one -> place(one) < liars).count();
    return new Outcome(checks, lost, liarsOut, barred.size() - liarsOut, overlooked);
  }

  private List<Verifiers.Candidate> able(Set<UUID> barred) {
    return all.stream().filter(one -> !barred.contains(one.node())).toList();
  }

  private int place(UUID node) {
    return IntStream.range(0, VERIFIERS)
        .filter(i -> all.get(i).node().equals(node))
        .findFirst()
        .orElseThrow();
  }

  /** An honest verifier runs the model on a machine of its own. */
  private boolean isOverlooked(int verifier) {
    double noise = World.answer(World.machine(random), random);
    List<Position> answer = Pools.answer(Prover.HONEST, noise, TOKENS, random);
    List<Long> honest =
        answer.stream().map(one -> Math.min(0, Math.round(one.claimed() * MICRO))).toList();
    double least = FalseClaim.least(calibration.thresholds().distance()).orElseThrow();
    FalseClaim claim = FalseClaim.of(honest, least, random);
    double own = World.answer(machines[verifier], random);
    List<TokenCheck> found =
        IntStream.range(0, TOKENS)
            .mapToObj(at -> falsified(answer.get(at), claim.logprobs().get(at)).check(own, random))
            .toList();
    return Probes.isOverlooked(calibration, Measure.of(found), true);
  }

  private static Position falsified(Position honest, long claimed) {
    return new Position(honest.logits(), honest.token(), claimed / MICRO, honest.uniform());
  }
}
