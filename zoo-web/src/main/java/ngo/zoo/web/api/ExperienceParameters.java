package ngo.zoo.web.api;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import ngo.zoo.ledger.ExperienceQuery;
import ngo.zoo.ledger.ExperienceStatus;
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

  @Parameter(description = "newest or most-used")
  @QueryParam("sort")
  @DefaultValue("newest")
  String sort = "newest";

  ExperienceQuery search() {
    return search(domain, statuses, author, sort);
  }

  /**
   * @throws ngo.zoo.shared.Refusal {@code value-unknown}, {@code id-unreadable}
   */
  public static ExperienceQuery search(
      @Nullable String domain, List<String> statuses, @Nullable String author, String sort) {
    return new ExperienceQuery(
        domain == null || domain.isBlank() ? null : domain.strip(),
        statuses(statuses),
        Given.id("author", author),
        Names.parse(ExperienceQuery.Order.class, "sort", sort));
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
