package ngo.zoo.web.api;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import ngo.zoo.ledger.ExperienceQuery;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.books.Given;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The filters of a list of experiences, as the API and the portal's addresses name them. */
public class ExperienceParameters {
  @QueryParam("domain")
  @Nullable String domain;

  @Parameter(description = "Several by repeating it or with commas, such as adopted,in-vote")
  @QueryParam("status")
  @DefaultValue("")
  List<String> statuses = List.of();

  @Parameter(description = "Id of the member who wrote it")
  @QueryParam("author")
  @Nullable String author;

  @Parameter(description = "Basis points, 0 to 10000, inclusive")
  @QueryParam("min_quality")
  @Nullable String minQuality;

  @Parameter(description = "Basis points, 0 to 10000, inclusive")
  @QueryParam("max_quality")
  @Nullable String maxQuality;

  @Parameter(description = "newest, most-used or quality")
  @QueryParam("sort")
  @DefaultValue("newest")
  String sort = "newest";

  ExperienceQuery search() {
    return search(domain, statuses, author, minQuality, maxQuality, sort);
  }

  /**
   * @throws Refusal {@code value-unknown}, {@code id-unreadable}, {@code value-out-of-range}
   */
  public static ExperienceQuery search(
      @Nullable String domain,
      List<String> statuses,
      @Nullable String author,
      @Nullable String minQuality,
      @Nullable String maxQuality,
      String sort) {
    return new ExperienceQuery(
        domain == null || domain.isBlank() ? null : domain.strip(),
        statuses(statuses),
        Given.id("author", author),
        basisPoints("min_quality", minQuality),
        basisPoints("max_quality", maxQuality),
        Names.parse(ExperienceQuery.Order.class, "sort", sort));
  }

  private static @Nullable Integer basisPoints(String field, @Nullable String given) {
    if (given == null || given.isBlank()) {
      return null;
    }
    if (!given.strip().matches("\\d{1,5}") || Integer.parseInt(given.strip()) > 10_000) {
      throw Refusal.field("value-out-of-range", field, field + " is 0 to 10000 basis points");
    }
    return Integer.valueOf(given.strip());
  }

  private static Set<ExperienceStatus> statuses(List<String> given) {
    Set<ExperienceStatus> statuses = EnumSet.noneOf(ExperienceStatus.class);
    given.stream()
        .flatMap(one -> Arrays.stream(one.split(",", -1)))
        .filter(one -> !one.isBlank())
        .map(one -> Names.parse(ExperienceStatus.class, "status", Names.of(one.strip())))
        .forEach(statuses::add);
    return statuses;
  }
}
