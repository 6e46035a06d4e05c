package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import ngo.zoo.gpu.VerificationRequest;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.persistence.routing.DrawnAnswer;
import ngo.zoo.persistence.routing.ProbeStore;
import ngo.zoo.persistence.routing.VerificationEpochs;
import ngo.zoo.persistence.routing.VerificationStore;
import ngo.zoo.routing.rules.verification.Calibration;
import ngo.zoo.routing.rules.verification.FalseClaim;
import ngo.zoo.routing.rules.verification.Measure;
import ngo.zoo.routing.rules.verification.Probes;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;

/**
 * Tests verifiers: once some answers are checked, the verifier whose turn it would have been is
 * asked about the same text with log-probabilities that are not the model's. It costs nobody's
 * money, for verifiers are not paid.
 */
@ApplicationScoped
public class Probing {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Basis points to millionths. */
  private static final int MILLIONTHS = 100;

  @Inject private ProbeStore store;
  @Inject private VerificationStore verification;
  @Inject private VerifierPool verifiers;
  @Inject private Parameters parameters;
  @Inject private BusinessClock clock;
  @EJB private ProbeBooks books;

  /** A probe that is to be made when the answer has been checked by another verifier. */
  record Planned(DrawnAnswer answer, About about, UUID verifier, int epoch) {}

  /**
   * A false answer.
   *
   * @param invented mean distance of its log-probabilities from the claimed ones, nats
   */
  record About(VerificationRequest text, double invented) {}

  /**
   * Of the first verifier if the lottery says so, nobody was probed with this answer, and somebody
   * else could check it.
   *
   * @param able in the lottery's order
   */
  Optional<Planned> planned(
      VerifierPool.Task task, List<UUID> able, VerificationEpochs.Current epoch) {
    UUID receipt = task.first().receiptId();
    int share = parameters.number(Parameter.PROBES) * MILLIONTHS;
    return able.size() < 2
            || !epoch.lottery().probes(receipt, share)
            || probedWith(receipt).isPresent()
        ? Optional.empty()
        : falsified(task)
            .map(about -> new Planned(task.first(), about, able.getFirst(), epoch.number()));
  }

  /** Who was probed with it, and would know it again. */
  Optional<UUID> probedWith(UUID receipt) {
    return store.verifierOf(receipt);
  }

  /** Asks the verifier, and keeps what it says. */
  void make(Planned probe) {
    verifiers
        .ask(probe.answer, probe.about.text, probe.verifier)
        .ifPresent(
            found ->
                books.keep(probe(probe.answer, probe.about, probe.verifier, probe.epoch, found)));
  }

  private ProbeStore.Probe probe(
      DrawnAnswer answer, About about, UUID verifier, int epoch, VerifierPool.Found found) {
    Calibration calibration = verification.calibration(answer.modelSha256(), found.backends());
    Measure measure = VerifierPool.measure(found.report());
    return new ProbeStore.Probe(
        found.askedAs(),
        answer.receiptId(),
        epoch,
        verifier,
        found.backends(),
        about.invented,
        measure,
        found.report().textFits(),
        Probes.isOverlooked(calibration, measure, found.report().textFits()),
        found.report().seal(),
        found.report().signature(),
        clock.now());
  }

  /** Empty when the answer has no claim that could be made false, or nobody would see it. */
  private Optional<About> falsified(VerifierPool.Task task) {
    VerificationRequest honest = task.texts().getFirst();
    try (JsonReader reader = Json.createReader(new StringReader(honest.claim()))) {
      JsonObject claim = reader.readObject();
      List<Long> logprobs = numbers(claim, "logprobs");
      OptionalDouble least = FalseClaim.least(store.widestDistance(task.first().modelSha256()));
      if (logprobs.isEmpty() || least.isEmpty()) {
        return Optional.empty();
      }
      FalseClaim invented = FalseClaim.of(logprobs, least.getAsDouble(), RANDOM);
      String text =
          CanonicalJson.of(
              Map.of("logprobs", invented.logprobs(), "tokens", numbers(claim, "tokens")));
      return Optional.of(
          new About(
              new VerificationRequest(honest.request(), honest.answer(), text, honest.tokens()),
              invented.distance()));
    } catch (JsonException | ClassCastException | ArithmeticException unreadable) {
      return Optional.empty();
    }
  }

  private static List<Long> numbers(JsonObject claim, String name) {
    return claim.get(name) instanceof JsonArray array
        ? array.stream().map(one -> ((JsonNumber) one).longValueExact()).toList()
        : List.of();
  }
}
