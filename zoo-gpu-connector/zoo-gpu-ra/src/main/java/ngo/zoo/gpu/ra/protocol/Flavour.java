package ngo.zoo.gpu.ra.protocol;

import java.util.Locale;
import ngo.zoo.gpu.GenerationRequest;
import ngo.zoo.shared.JsonOut;

/**
 * Which server an OpenAI-compatible backend is. All take OpenAI's request, but what is left out
 * means something else at each: neutral values are always sent, so that the same question means the
 * same everywhere.
 */
public enum Flavour {
  VLLM("/metrics", "vllm:num_requests_waiting"),
  TGI("/metrics", "tgi_queue_size"),
  LLAMA_CPP("/metrics", "llamacpp:requests_deferred"),
  OLLAMA("", ""),
  /** A server not known by name; it is sent what OpenAI documents, nothing else. */
  OTHER("", "");

  private final String metricsPath;
  private final String queueMetric;

  Flavour(String metricsPath, String queueMetric) {
    this.metricsPath = metricsPath;
    this.queueMetric = queueMetric;
  }

  /** Told by who a server says owns its models. */
  static Flavour ofOwner(String owner) {
    return switch (owner.toLowerCase(Locale.ROOT)) {
      case "vllm" -> VLLM;
      case "llamacpp", "llama.cpp" -> LLAMA_CPP;
      case "library" -> OLLAMA;
      default -> OTHER;
    };
  }

  /** Where it tells how many requests wait in its own queue; empty when it does not tell. */
  String metricsPath() {
    return metricsPath;
  }

  /** Name of the metric that counts them. */
  String queueMetric() {
    return queueMetric;
  }

  /** Sampling settings beyond OpenAI's that are not neutral when left out. */
  void addNeutral(JsonOut body) {
    switch (this) {
      case VLLM -> body.member("top_k", -1).member("min_p", 0).member("repetition_penalty", 1.0);
      case LLAMA_CPP -> body.member("top_k", 0).member("min_p", 0).member("repeat_penalty", 1.0);
      default -> {}
    }
  }

  /** TGI refuses 1, which is what it does without. */
  boolean takesTopP(double topP) {
    return this != TGI || topP < 1;
  }

  /** The field of the request this server would pass over in silence; empty when there is none. */
  String cannot(GenerationRequest request) {
    boolean oneOnly = this == TGI || this == OLLAMA;
    return oneOnly && request.extras().choices() > 1 ? "n" : "";
  }
}
