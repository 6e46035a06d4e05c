package ngo.zoo.gpu.ra.protocol;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import ngo.zoo.log.Ed25519;

/**
 * What a node puts its name to: this request, this answer, this model, this seed.
 *
 * @param text canonical JSON as the node signed it
 */
record Seal(String text, byte[] signature, JsonObject content) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final int MOST_TOKENS = 1 << 24;
  private static final int LONGEST = 100;

  /**
   * Opens the seal of an answer's zoo block and checks it against what was sent and received.
   *
   * @throws WorkerException {@code BAD_SEAL} naming what does not fit
   */
  static Seal checked(
      JsonObject zoo, String answer, GenerationRequest request, byte[] body, byte[] publicKey)
      throws WorkerException {
    Seal seal = open(zoo);
    if (!Ed25519.verify(publicKey, bytes(seal.text), seal.signature)) {
      throw bad("its signature is not the node's");
    }
    seal.mustState("query_id", request.queryId().toString());
    seal.mustState("request_sha256", hex(sha256(body)));
    seal.mustState("response_sha256", hex(sha256(bytes(answer))));
    seal.mustState("seed", Long.toString(request.seed()));
    seal.mustState("model", request.model());
    seal.mustBeSensible(request.maxTokens());
    if (seal.content.containsKey("claim_sha256")) {
      String claim = JsonText.text(zoo, "claim");
      seal.mustState("claim_sha256", hex(sha256(bytes(claim))));
      seal.mustClaim(claim);
    }
    return seal;
  }

  private static Seal open(JsonObject zoo) throws WorkerException {
    String text = JsonText.text(zoo, "seal");
    try {
      byte[] signature = Base64.getDecoder().decode(JsonText.text(zoo, "signature"));
      return new Seal(text, signature, JsonText.object(text));
    } catch (IOException | IllegalArgumentException e) {
      throw new WorkerException(Reason.BAD_SEAL, "The node's seal cannot be read", e);
    }
  }

  private void mustState(String name, String expected) throws WorkerException {
    String found = JsonText.text(content, name);
    if (!expected.equals(found)) {
      throw bad(name + " is " + JsonText.line(found, LONGEST) + ", expected " + expected);
    }
  }

  /** What the books keep of it. */
  private void mustBeSensible(int mostTokens) throws WorkerException {
    if (!SHA256.matcher(modelSha256()).matches()) {
      throw bad("model_sha256 is no SHA-256");
    }
    mustCount("prompt_tokens", MOST_TOKENS);
    mustCount("completion_tokens", mostTokens);
  }

  private void mustCount(String name, int most) throws WorkerException {
    long count =
        content.get(name) instanceof JsonNumber number && number.isIntegral()
            ? number.longValue()
            : -1;
    if (count < 0 || count > most) {
      throw bad(name + " is not a number from 0 to " + most);
    }
  }

  /** Verifiers are held to this number, so an answer that hides it could never be checked. */
  private void mustClaim(String claim) throws WorkerException {
    if (ClaimedTokens.count(claim) != completionTokens()) {
      throw bad("its claim is not about completion_tokens tokens");
    }
  }

  String modelSha256() {
    return JsonText.text(content, "model_sha256");
  }

  int promptTokens() {
    return content.getInt("prompt_tokens", 0);
  }

  int completionTokens() {
    return content.getInt("completion_tokens", 0);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static WorkerException bad(String what) {
    return new WorkerException(Reason.BAD_SEAL, "The node's seal does not fit: " + what);
  }
}
