package ngo.zoo.web.api.chat;

import java.util.function.BiConsumer;
import ngo.zoo.routing.Answer;
import ngo.zoo.shared.JsonOut;
import ngo.zoo.web.api.Names;

/** What we add to OpenAI's answers: the receipt with all it says, in the body and as headers. */
final class ZooBlock {
  private static final int FINGERPRINT = 12;

  private ZooBlock() {}

  static JsonOut add(JsonOut json, Answer answer) {
    json.name("zoo")
        .open('{')
        .member("receipt_id", answer.receiptId().toString())
        .member("domain", answer.domain())
        .member("library_version", answer.libraryVersion())
        .member("library_root", answer.libraryRoot());
    addExperiences(json, answer);
    json.name("fee")
        .open('{')
        .member("value", answer.fee().decimal())
        .member("asset", answer.fee().asset().name())
        .close('}');
    return json.member("node", answer.node())
        .member("sealed", !answer.modelSha256().isEmpty())
        .member("usage_estimated", answer.usageEstimated())
        .member("verification", Names.of(answer.checking().mode()))
        .member("redundancy", answer.checking().nodes())
        .member("agreed", answer.checking().agreed())
        .member("seed", answer.seed())
        .close('}');
  }

  private static void addExperiences(JsonOut json, Answer answer) {
    json.name("experiences_used").open('[');
    for (Answer.UsedExperience one : answer.used()) {
      json.open('{')
          .member("id", one.id().toString())
          .member("text", one.text())
          .member("cosine", one.cosine())
          .close('}');
    }
    json.close(']').name("experiences_skipped").open('[');
    for (Answer.SkippedExperience one : answer.skipped()) {
      json.open('{').member("id", one.id().toString()).member("reason", one.reason()).close('}');
    }
    json.close(']');
  }

  static JsonOut addUsage(JsonOut json, Answer answer) {
    return json.name("usage")
        .open('{')
        .member("prompt_tokens", answer.promptTokens())
        .member("completion_tokens", answer.completionTokens())
        .member("total_tokens", answer.promptTokens() + answer.completionTokens())
        .close('}');
  }

  /** Which weights answered, as JSON; null when no node vouches for that. */
  static String fingerprint(Answer answer) {
    String sha256 = answer.modelSha256();
    return sha256.length() < FINGERPRINT
        ? "null"
        : "\"fp_" + sha256.substring(0, FINGERPRINT) + '"';
  }

  static void headers(BiConsumer<String, String> headers, Answer answer) {
    headers.accept("x-zoo-receipt", answer.receiptId().toString());
    headers.accept("x-zoo-node", answer.node());
    headers.accept("x-zoo-fee", answer.fee().toString());
    if (!answer.libraryRoot().isEmpty()) {
      headers.accept("x-zoo-library-root", answer.libraryRoot());
    }
  }
}
