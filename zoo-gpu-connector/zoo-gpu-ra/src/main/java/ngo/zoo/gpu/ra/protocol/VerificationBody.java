package ngo.zoo.gpu.ra.protocol;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import ngo.zoo.gpu.VerificationReport;
import ngo.zoo.gpu.VerificationRequest;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import ngo.zoo.log.Ed25519;
import ngo.zoo.routing.rules.verification.Measure;

/** A node's {@code /v1/verify}: what it is sent and what it seals (docs/node-protocol.md). */
final class VerificationBody {
  private static final double MICRO = 1e6;

  private VerificationBody() {}

  /** The answered request stands in it byte for byte as the answering node sealed it. */
  static byte[] of(VerificationRequest asked) throws WorkerException {
    try {
      String sent = new String(ZooBody.of(asked.request()), StandardCharsets.UTF_8);
      JsonObjectBuilder body =
          JsonText.PROVIDER
              .createObjectBuilder()
              .add("request", JsonText.object(sent))
              .add("answer", asked.answer());
      if (!asked.claim().isEmpty()) {
        body.add("claim", asked.claim());
      }
      return body.build().toString().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("our own request cannot be read", e);
    }
  }

  /**
   * Opens the verifier's seal.
   *
   * @throws WorkerException {@code BAD_SEAL} when it is not the verifier's, about another body, or
   *     says what cannot be of that answer
   */
  static VerificationReport read(
      String answer, byte[] body, VerificationRequest asked, byte[] publicKey)
      throws WorkerException {
    try {
      JsonObject report = JsonText.object(answer);
      String seal = JsonText.text(report, "seal");
      byte[] signature = Base64.getDecoder().decode(JsonText.text(report, "signature"));
      JsonObject found = JsonText.object(seal);
      boolean about =
          HexFormat.of()
              .formatHex(Seal.sha256(body))
              .equals(JsonText.text(found, "request_sha256"));
      if (!about || !Ed25519.verify(publicKey, seal.getBytes(StandardCharsets.UTF_8), signature)) {
        throw new WorkerException(Reason.BAD_SEAL, "The verifier's seal does not fit");
      }
      return sensible(report(found, seal, signature), asked);
    } catch (IOException | RuntimeException e) {
      throw new WorkerException(Reason.BAD_SEAL, "The verifier's report cannot be read", e);
    }
  }

  /**
   * What cannot be is no report. Answers are judged together: whoever could count more tokens than
   * an answer has would drown what others found.
   */
  private static VerificationReport sensible(VerificationReport report, VerificationRequest asked) {
    Measure measure =
        new Measure(
            report.tokens(),
            report.stated(),
            report.distance(),
            report.surprise(),
            report.variance(),
            report.hard());
    boolean counted =
        asked.claim().isEmpty()
            ? report.stated() == 0
            : report.tokens() == asked.tokens() && report.stated() == asked.tokens();
    if (!counted || !measure.isPossible()) {
      throw new IllegalArgumentException("figures that cannot be");
    }
    return report;
  }

  private static VerificationReport report(JsonObject found, String seal, byte[] signature) {
    return new VerificationReport(
        JsonText.text(found, "model_sha256"),
        found.getInt("tokens"),
        found.getInt("stated"),
        nats(found, "distance_micro"),
        nats(found, "surprise_micro"),
        nats(found, "variance_micro"),
        found.getInt("hard"),
        found.getBoolean("text_fits"),
        seal,
        signature);
  }

  private static double nats(JsonObject found, String name) {
    return found.getJsonNumber(name).longValueExact() / MICRO;
  }
}
