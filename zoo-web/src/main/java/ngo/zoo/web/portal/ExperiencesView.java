package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.LibraryView;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.ledger.service.Libraries;
import org.jspecify.annotations.Nullable;

/** Libraries and all experiences; what is shown stands in the address. */
@Named
@ViewScoped
public class ExperiencesView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Libraries libraryService;
  @Inject Experiences experiences;

  private @Nullable String domain;
  private @Nullable ExperienceStatus status;
  private @Nullable String search;
  private @Nullable List<LibraryView> libraries;
  private @Nullable PageModel<ExperienceView> rows;

  public List<LibraryView> getLibraries() {
    libraries = libraries == null ? libraryService.libraries() : libraries;
    return libraries;
  }

  public PageModel<ExperienceView> getRows() {
    if (rows == null) {
      rows =
          new PageModel<>(
              request -> experiences.page(domain, status, request), ProposalsView.text(search));
    }
    return rows;
  }

  public @Nullable String getDomain() {
    return domain;
  }

  public void setDomain(@Nullable String domain) {
    this.domain = domain == null || domain.isBlank() ? null : domain;
  }

  public @Nullable ExperienceStatus getStatus() {
    return status;
  }

  public void setStatus(@Nullable ExperienceStatus status) {
    this.status = status;
  }

  public @Nullable String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = search;
  }
}
