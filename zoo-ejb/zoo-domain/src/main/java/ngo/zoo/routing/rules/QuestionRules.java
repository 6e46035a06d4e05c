package ngo.zoo.routing.rules;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import ngo.zoo.log.Sha256;
import ngo.zoo.routing.Question;
import ngo.zoo.routing.Question.Message;
import ngo.zoo.routing.QuestionOptions;
import ngo.zoo.routing.VerificationMode;
import ngo.zoo.routing.rules.verification.CheckPlan;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Which questions are taken at all, whatever the model thinks of them. */
public final class QuestionRules {
  static final int MOST_MESSAGES = 1024;
  static final int MOST_BYTES = 512 * 1024;
  static final int MOST_TOKENS = 131_072;
  static final int MOST_CHOICES = 16;
  static final int MOST_TOP_LOGPROBS = 20;
  static final int MOST_NODES = 32;
  static final int LONGEST_SESSION = 128;
  static final int MOST_LOOKED_UP = 4096;
  static final int MOST_STOPS = 4;
  static final int LONGEST_STOP = 64;
  private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");
  private static final Pattern ROOT = Pattern.compile("[0-9a-f]{64}");

  private QuestionRules() {}

  /**
   * @throws Refusal {@code question-invalid} naming the field
   */
  public static void check(Question question) {
    checkMessages(question.messages());
    require(
        question.maxTokens() >= 1 && question.maxTokens() <= MOST_TOKENS,
        "max_tokens",
        "max_tokens must be 1 to " + MOST_TOKENS);
    require(
        question.temperature() >= 0 && question.temperature() <= 2,
        "temperature",
        "temperature must be 0 to 2");
    require(
        question.topP() > 0 && question.topP() <= 1,
        "top_p",
        "top_p must be above 0 and at most 1");
    checkStops(question.stop());
    checkOptions(question.options());
    checkLibrary(question);
  }

  /** What a question is worth: the governed fee of one answer for each choice. */
  public static Amount value(Question question, Amount fee) {
    return times(fee, question.options().choices());
  }

  /**
   * What a question may cost at most: for each choice of each node the fee, or what {@code
   * zoo.max_price} leaves for one when that is less. This is put aside before it is asked.
   *
   * @param fee governed, of one answer of the model
   * @throws Refusal {@code max-price-below-fee} when nothing is left for an answer
   */
  public static Amount most(Question question, Amount fee, int nodes) {
    BigInteger left = mostEach(question.options(), nodes);
    Amount each =
        left == null || left.compareTo(fee.units()) > 0 ? fee : new Amount(fee.asset(), left);
    if (each.isZero()) {
      throw tooDear(fee);
    }
    return times(each, (long) question.options().choices() * nodes);
  }

  /** Base units that {@code zoo.max_price} leaves for one answer of one node; null for no limit. */
  public static @Nullable BigInteger mostEach(QuestionOptions options, int nodes) {
    Amount most = options.maxPrice();
    return most == null
        ? null
        : most.units().divide(BigInteger.valueOf((long) options.choices() * nodes));
  }

  /**
   * No node that can answer takes so little.
   *
   * @param lowest price of one answer
   */
  public static Refusal tooDear(Amount lowest) {
    return Refusal.field(
        "max-price-below-fee",
        "zoo.max_price",
        ("An answer costs %s at the cheapest node that can give one now, more than zoo.max_price"
                + " leaves for it: raise it or ask a cheaper model")
            .formatted(lowest));
  }

  private static Amount times(Amount one, long count) {
    return new Amount(one.asset(), one.units().multiply(BigInteger.valueOf(count)));
  }

  private static void checkOptions(QuestionOptions options) {
    require(
        options.choices() >= 1 && options.choices() <= MOST_CHOICES,
        "n",
        "n must be 1 to " + MOST_CHOICES);
    require(
        options.topLogprobs() >= 0 && options.topLogprobs() <= MOST_TOP_LOGPROBS,
        "top_logprobs",
        "top_logprobs must be 0 to " + MOST_TOP_LOGPROBS);
    require(
        options.topLogprobs() == 0 || options.logprobs(),
        "top_logprobs",
        "top_logprobs needs logprobs to be true");
    checkWays(options);
  }

  private static void checkWays(QuestionOptions options) {
    require(
        options.only().size() <= MOST_NODES && options.ignore().size() <= MOST_NODES,
        "zoo.only",
        "zoo.only and zoo.ignore may name " + MOST_NODES + " nodes each");
    String session = options.session();
    require(
        session == null || !session.isBlank() && session.length() <= LONGEST_SESSION,
        "zoo.session",
        "zoo.session must have 1 to " + LONGEST_SESSION + " characters");
    checkRedundancy(options);
  }

  private static void checkRedundancy(QuestionOptions options) {
    VerificationMode mode = options.verification();
    if (options.redundancy() > 1) {
      CheckPlan.redundancy(options.redundancy());
      require(
          mode == null || mode == VerificationMode.REDUNDANT || mode == VerificationMode.HYBRID,
          "zoo.verification",
          "zoo.redundancy above 1 is verification \"redundant\": leave zoo.verification out");
    }
    require(
        options.redundancy() != 1
            || mode != VerificationMode.REDUNDANT && mode != VerificationMode.HYBRID,
        "zoo.redundancy",
        "zoo.verification asks for several nodes and zoo.redundancy for one: leave one of them out");
    boolean several = options.redundancy() > 1 || mode == VerificationMode.REDUNDANT;
    require(
        !several || options.choices() == 1,
        "n",
        "several nodes answer with one choice each: n must be 1");
  }

  private static void checkLibrary(Question question) {
    QuestionOptions options = question.options();
    boolean pinned = options.libraryVersion() != null || options.pinnedRoot() != null;
    require(
        !pinned || question.experiences(),
        "zoo.library_version",
        "a version of the library makes no sense with zoo.experiences \"off\"");
    String root = options.pinnedRoot();
    require(
        root == null || ROOT.matcher(root).matches(),
        "zoo.experiences",
        "a pinned root has 64 lower-case hexadecimal digits");
  }

  /** The text experiences are looked up for: what the user said last, the end of it if long. */
  public static String lastUserText(Question question) {
    for (Message message : question.messages().reversed()) {
      if (message.role().equals("user")) {
        return end(message.content());
      }
    }
    throw invalid("messages", "one message must have the role user");
  }

  /** An embedder reads no more, and no half character may stand in front. */
  private static String end(String text) {
    int from = Math.max(0, text.length() - MOST_LOOKED_UP);
    boolean half = from > 0 && Character.isLowSurrogate(text.charAt(from));
    return text.substring(half ? from + 1 : from);
  }

  private static void checkMessages(List<Message> messages) {
    require(
        !messages.isEmpty() && messages.size() <= MOST_MESSAGES,
        "messages",
        "there must be 1 to " + MOST_MESSAGES + " messages");
    long bytes = 0;
    for (Message message : messages) {
      require(
          ROLES.contains(message.role()),
          "messages",
          "a role is one of system, user, assistant, tool");
      require(
          isText(message.content()) && isText(message.moreJson()),
          "messages",
          "a content holds half a character");
      bytes += utf8(message.content()) + utf8(message.moreJson());
    }
    require(
        bytes <= MOST_BYTES,
        "messages",
        "all contents together may have " + MOST_BYTES / 1024 + " KiB");
  }

  private static void checkStops(List<String> stops) {
    boolean fits =
        stops.size() <= MOST_STOPS
            && stops.stream()
                .allMatch(s -> !s.isEmpty() && s.length() <= LONGEST_STOP && isText(s));
    require(fits, "stop", "stop may hold 4 texts of 1 to 64 characters");
  }

  /**
   * What questions of one conversation have in common, for {@link
   * ngo.zoo.routing.Strategy#AFFINITY}: the session the asker names, which is the payer's own
   * whatever others call theirs, else what the conversation begins with, up to the first words of
   * the user: that part of a prompt a node has computed before.
   */
  public static String affinity(Question question, UUID payer) {
    String session = question.options().session();
    if (session != null) {
      return hash("session\n" + payer + "\n" + session);
    }
    StringBuilder beginning = new StringBuilder("beginning\n");
    for (Message message : question.messages()) {
      beginning.append(message.role()).append('\n').append(message.content()).append('\n');
      if (message.role().equals("user")) {
        break;
      }
    }
    return hash(beginning.toString());
  }

  private static String hash(String text) {
    return HexFormat.of().formatHex(Sha256.ofText(text));
  }

  /** A lone surrogate has no UTF-8 and so no hash. */
  private static boolean isText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void require(boolean holds, String field, String detail) {
    if (!holds) {
      throw invalid(field, detail);
    }
  }

  private static Refusal invalid(String field, String detail) {
    return Refusal.field("question-invalid", field, detail);
  }
}
