package ngo.zoo.routing.rules;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.Sha256;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.routing.rules.verification.Agreement;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * What the log commits to of a settled answer. Prompt and answer appear as hashes only, the payer
 * as an id that says nothing outside these books.
 *
 * @param queryHash SHA-256 of {@link #canonical}
 * @param responseHash SHA-256 of the answer's UTF-8 text
 * @param seal canonical JSON the node signed; empty when it seals nothing, and the record says so
 * @param libraryVersion 0 and {@code libraryRoot} empty when no library was used
 * @param checked what its asker wanted of its verification
 */
public record ReceiptRecord(
    UUID id,
    UUID payerId,
    byte[] queryHash,
    byte[] responseHash,
    String model,
    String modelSha256,
    UUID nodeId,
    String seal,
    byte[] nodeSignature,
    String domain,
    int libraryVersion,
    String libraryRoot,
    List<InjectedExperience> experiences,
    long seed,
    int promptTokens,
    int completionTokens,
    Amount fee,
    Instant answeredAt,
    Checked checked) {
  public ReceiptRecord {
    experiences = List.copyOf(experiences);
  }

  /** An answer whose asker left its verification to the governed mode. */
  public ReceiptRecord(
      UUID id,
      UUID payerId,
      byte[] queryHash,
      byte[] responseHash,
      String model,
      String modelSha256,
      UUID nodeId,
      String seal,
      byte[] nodeSignature,
      String domain,
      int libraryVersion,
      String libraryRoot,
      List<InjectedExperience> experiences,
      long seed,
      int promptTokens,
      int completionTokens,
      Amount fee,
      Instant answeredAt) {
    this(
        id,
        payerId,
        queryHash,
        responseHash,
        model,
        modelSha256,
        nodeId,
        seal,
        nodeSignature,
        domain,
        libraryVersion,
        libraryRoot,
        experiences,
        seed,
        promptTokens,
        completionTokens,
        fee,
        answeredAt,
        Checked.AS_GOVERNED);
  }

  /**
   * What was asked of its verification. A record says nothing of what was not asked for, so that
   * records from before stay as they are.
   *
   * @param mode null when its asker left it to the governed mode
   * @param answers of all nodes that computed it; empty when one did
   */
  public record Checked(@Nullable VerificationMode mode, List<NodeAnswer> answers) {
    static final Checked AS_GOVERNED = new Checked(null, List.of());

    public Checked {
      answers = List.copyOf(answers);
    }

    private void addTo(Map<String, Object> record) {
      if (mode != null) {
        record.put("verification", mode.name().toLowerCase(Locale.ROOT));
      }
      if (!answers.isEmpty()) {
        record.put("answers", answers.stream().map(NodeAnswer::committed).toList());
      }
    }
  }

  /**
   * One of several nodes' sealed answers.
   *
   * @param price what it costs: its part of the fee
   */
  public record NodeAnswer(
      UUID node, Agreement.Outcome outcome, String seal, byte[] signature, Amount price) {
    private Map<String, ?> committed() {
      return Map.of(
          "node", node.toString(),
          "outcome", outcome.name().toLowerCase(Locale.ROOT),
          "node_seal", seal,
          "node_signature", Base64.getEncoder().encodeToString(signature),
          "price", price.decimal());
    }
  }

  /** The same, checked so. */
  public ReceiptRecord checked(Checked how) {
    return copy(answeredAt, how);
  }

  /**
   * An experience the node was given.
   *
   * @param skipReason why the node did not read it; empty when it did, and then its author is paid
   */
  public record InjectedExperience(UUID id, UUID authorId, String skipReason) {
    public boolean paid() {
      return skipReason.isEmpty();
    }
  }

  /** The same, answered at that time. */
  public ReceiptRecord at(Instant instant) {
    return copy(instant, checked);
  }

  private ReceiptRecord copy(Instant instant, Checked how) {
    return new ReceiptRecord(
        id,
        payerId,
        queryHash,
        responseHash,
        model,
        modelSha256,
        nodeId,
        seal,
        nodeSignature,
        domain,
        libraryVersion,
        libraryRoot,
        experiences,
        seed,
        promptTokens,
        completionTokens,
        fee,
        instant,
        how);
  }

  /** The object to commit; the log adds its type. */
  public Map<String, ?> committed() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("receipt", id.toString());
    map.put("payer", payerId.toString());
    map.put("query_hash", hex(queryHash));
    map.put("response_hash", hex(responseHash));
    map.put("model", model);
    map.put("model_sha256", modelSha256);
    map.put("node", nodeId.toString());
    map.put("node_seal", seal);
    map.put("node_signature", Base64.getEncoder().encodeToString(nodeSignature));
    map.put("sealed", !seal.isEmpty());
    map.put("domain", domain);
    map.put("library_version", (long) libraryVersion);
    map.put("library_root", libraryRoot);
    map.put("experiences", given());
    map.put("skipped", skipped());
    map.put("seed", Long.toString(seed));
    map.put("prompt_tokens", (long) promptTokens);
    map.put("completion_tokens", (long) completionTokens);
    map.put("fee", fee.decimal());
    map.put("asset", fee.asset().name());
    map.put("answered_at", answeredAt.toString());
    checked.addTo(map);
    return map;
  }

  private List<Map<String, ?>> given() {
    return experiences.stream()
        .<Map<String, ?>>map(one -> Map.of("id", one.id().toString(), "paid", one.paid()))
        .toList();
  }

  private List<Map<String, ?>> skipped() {
    return experiences.stream()
        .filter(one -> !one.paid())
        .<Map<String, ?>>map(one -> Map.of("id", one.id().toString(), "reason", one.skipReason()))
        .toList();
  }

  /**
   * A question as it is hashed (RFC 8785): what was asked, and nothing the operator chose. Decimals
   * stand as text because canonical numbers here are whole.
   */
  public static String canonical(Question question) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", question.model());
    map.put("messages", question.messages().stream().map(ReceiptRecord::message).toList());
    map.put("experiences", question.experiences());
    map.put("temperature", decimal(question.temperature()));
    map.put("top_p", decimal(question.topP()));
    map.put("max_tokens", (long) question.maxTokens());
    map.put("stop", question.stop());
    if (question.domain() != null) {
      map.put("domain", question.domain());
    }
    if (question.seed() != null) {
      map.put("seed", Long.toString(question.seed()));
    }
    map.putAll(options(question.options()));
    return CanonicalJson.of(map);
  }

  private static Map<String, ?> message(Question.Message message) {
    return message.moreJson().isEmpty()
        ? Map.of("role", message.role(), "content", message.content())
        : Map.of("role", message.role(), "content", message.content(), "more", message.moreJson());
  }

  /** Options that were asked for; those left out stand for themselves, so old hashes stay. */
  private static Map<String, ?> options(QuestionOptions options) {
    Map<String, Object> map = new LinkedHashMap<>();
    QuestionOptions none = QuestionOptions.NONE;
    put(map, "n", (long) options.choices(), (long) none.choices());
    put(map, "logprobs", options.logprobs(), none.logprobs());
    put(map, "top_logprobs", (long) options.topLogprobs(), (long) none.topLogprobs());
    put(map, "tools", options.toolsJson(), none.toolsJson());
    put(map, "tool_choice", options.toolChoiceJson(), none.toolChoiceJson());
    put(map, "response_format", options.responseFormatJson(), none.responseFormatJson());
    if (options.libraryVersion() != null) {
      map.put("library_version", (long) options.libraryVersion());
    }
    if (options.pinnedRoot() != null) {
      map.put("library_root", options.pinnedRoot());
    }
    return map;
  }

  private static void put(Map<String, Object> map, String name, Object value, Object absent) {
    if (!value.equals(absent)) {
      map.put(name, value);
    }
  }

  /** SHA-256 of the text's UTF-8 bytes. */
  public static byte[] sha256(String text) {
    return Sha256.ofText(text);
  }

  private static String decimal(double value) {
    BigDecimal exact = BigDecimal.valueOf(value);
    return (exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros()).toPlainString();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
