package ngo.zoo.web.api;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.LibrarySearchRequest;
import ngo.zoo.ledger.LibrarySearchRequest.GivenVector;
import ngo.zoo.ledger.search.Diversity;
import ngo.zoo.ledger.search.SearchFilter;
import ngo.zoo.ledger.search.TokenBudget;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A search as it is asked for.
 *
 * @param queryVector as an earlier answer gave it, with its embedder, instead of a text
 * @param domains libraries to search; all when left out
 * @param version head, a number or the hex of a root; of one library
 * @param k 1 to 100; 8 when left out
 * @param minCosine −1 to 1; 0 when left out
 * @param diversity 0 (nearest) to 1 (most unlike each other)
 * @param tokenBudget most tokens of all texts together
 * @param authors only experiences of these
 * @param statuses only experiences in these states
 */
public record SearchRequest(
    @Nullable String text,
    @Nullable String queryVector,
    @Nullable String embedderId,
    @Nullable List<String> domains,
    @Nullable String version,
    @Nullable Integer k,
    @Nullable Double minCosine,
    @Nullable Double diversity,
    @Nullable Integer tokenBudget,
    @Nullable List<UUID> authors,
    @Nullable List<String> statuses) {
  private static final int USUAL = 8;
  private static final int MOST = 100;
  private static final int MOST_CHARACTERS = 4000;

  /**
   * @throws Refusal naming the field that is wrong
   */
  LibrarySearchRequest command() {
    requireOneQuestion();
    return new LibrarySearchRequest(
        text,
        queryVector == null
            ? null
            : new GivenVector(RequiredField.of("embedder_id", embedderId), queryVector),
        version,
        filter(),
        (int) within("k", k == null ? USUAL : k, 1, MOST),
        within("min_cosine", minCosine == null ? 0 : minCosine, -1, 1),
        new Diversity(within("diversity", diversity == null ? 0 : diversity, 0, 1)),
        budget());
  }

  private void requireOneQuestion() {
    if (text != null && queryVector != null) {
      throw Refusal.field("question-twice", "query_vector", "Give a text or a query_vector");
    }
    if (queryVector == null) {
      String question = RequiredField.of("text", text);
      if (question.length() > MOST_CHARACTERS) {
        throw Refusal.field(
            "text-too-long", "text", "text may have " + MOST_CHARACTERS + " characters");
      }
    }
  }

  private SearchFilter filter() {
    Set<ExperienceStatus> states = EnumSet.noneOf(ExperienceStatus.class);
    for (String status : few("statuses", statuses)) {
      states.add(Names.parse(ExperienceStatus.class, "statuses", status));
    }
    return new SearchFilter(few("domains", domains), few("authors", authors), states);
  }

  private TokenBudget budget() {
    return tokenBudget == null
        ? TokenBudget.UNLIMITED
        : new TokenBudget((int) within("token_budget", tokenBudget, 1, Integer.MAX_VALUE));
  }

  private static <T> Set<T> few(String field, @Nullable List<T> values) {
    if (values == null) {
      return Set.of();
    }
    if (values.isEmpty() || values.size() > MOST || values.contains(null)) {
      throw Refusal.field(
          "value-out-of-range", field, field + " lists 1 to " + MOST + "; leave it out for all");
    }
    return new HashSet<>(values);
  }

  private static double within(String field, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw Refusal.field(
          "value-out-of-range",
          field,
          "%s is %s to %s".formatted(field, plain(least), plain(most)));
    }
    return value;
  }

  private static String plain(double whole) {
    return Long.toString((long) whole);
  }
}
