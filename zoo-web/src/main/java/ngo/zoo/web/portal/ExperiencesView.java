package ngo.zoo.web.portal;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import ngo.zoo.ledger.ExperienceQuery;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.LibraryView;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.ledger.service.Libraries;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.ExperienceParameters;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.api.books.Given;
import ngo.zoo.web.portal.Options.Option;
import org.jspecify.annotations.Nullable;

/** Libraries and all experiences; what is shown stands in the address, as the API names it. */
@Named
@ViewScoped
public class ExperiencesView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Libraries libraryService;
  @Inject Experiences experiences;
  @Inject Refusals refusals;
  @Inject Texts texts;

  private String domain = "";
  private List<String> statuses = List.of();
  private String author = "";
  private String search = "";
  private String quality = "";
  private String sort = "newest";
  private @Nullable List<LibraryView> libraries;
  private @Nullable PageModel<ExperienceView> rows;
  private @Nullable String authorName;
  private long total;

  /** One state to tick. */
  public record Choice(String value, String label, boolean ticked) {}

  /** Reads the search of the address; says what of it cannot be read. */
  public void load() {
    String[] given =
        FacesContext.getCurrentInstance()
            .getExternalContext()
            .getRequestParameterValuesMap()
            .getOrDefault("status", new String[0]);
    statuses =
        Arrays.stream(given)
            .flatMap(one -> Arrays.stream(one.split(",", -1)))
            .filter(one -> !one.isBlank())
            .map(Names::of)
            .toList();
    try {
      ExperienceQuery wanted =
          ExperienceParameters.search(domain, statuses, author, quality, "", sort);
      rows = new PageModel<>(request -> experiences.page(wanted, request), search);
      total = experiences.page(wanted, new PageRequest(0, 1, search)).total();
      authorName = wanted.authorId() == null ? null : nameOf(wanted);
    } catch (Refusal refusal) {
      refusals.show(refusal, "experiences");
    }
  }

  private String nameOf(ExperienceQuery wanted) {
    ExperienceQuery all = ExperienceParameters.search("", List.of(), author, "", "", "newest");
    return experiences.page(all, PageRequest.first(1)).items().stream()
        .findFirst()
        .map(ExperienceView::author)
        .orElse(String.valueOf(wanted.authorId()));
  }

  public List<LibraryView> getLibraries() {
    libraries = libraries == null ? libraryService.libraries() : libraries;
    return libraries;
  }

  /** Null when the search cannot be read. */
  public @Nullable PageModel<ExperienceView> getRows() {
    return rows;
  }

  /** How many fit. */
  public long getTotal() {
    return total;
  }

  /** Null when no author is searched for. */
  public @Nullable String getAuthorName() {
    return authorName;
  }

  public List<Option> getDomains() {
    return getLibraries().stream()
        .map(library -> new Option(library.domain(), library.title()))
        .toList();
  }

  public List<Choice> getStates() {
    return Arrays.stream(ExperienceStatus.values())
        .map(s -> new Choice(Names.of(s), texts.word(s), statuses.contains(Names.of(s))))
        .toList();
  }

  /** The search as it stands in addresses. */
  public String getQuery() {
    return query(author);
  }

  /** The same without its author. */
  public String getQueryOfAll() {
    return query("");
  }

  private String query(String by) {
    return new QueryText()
        .with("domain", domain)
        .with("status", String.join(",", statuses))
        .with("author", by)
        .with("min_quality", quality)
        .with("search", search)
        .with("sort", sort.equals("newest") ? "" : sort)
        .toString();
  }

  public String getDomain() {
    return domain;
  }

  public void setDomain(@Nullable String domain) {
    this.domain = Given.text(domain);
  }

  public String getAuthor() {
    return author;
  }

  public void setAuthor(@Nullable String author) {
    this.author = Given.text(author);
  }

  /** The least quality wanted, in basis points; empty for any. */
  public String getQuality() {
    return quality;
  }

  public void setQuality(@Nullable String quality) {
    this.quality = Given.text(quality);
  }

  public String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = Given.text(search);
  }

  public String getSort() {
    return sort;
  }

  public void setSort(@Nullable String sort) {
    this.sort = Given.text(sort).isEmpty() ? "newest" : Given.text(sort);
  }
}
