package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import ngo.zoo.ledger.LibraryDiff;
import ngo.zoo.ledger.LibraryView;
import ngo.zoo.ledger.service.Libraries;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** What two versions of a library differ in. */
@Named
@ViewScoped
public class CompareView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Libraries libraries;

  private @Nullable String domain;
  private @Nullable String from;
  private @Nullable String to;
  private @Nullable String search;
  private @Nullable LibraryView library;
  private @Nullable LibraryDiff diff;
  private @Nullable PageModel<LibraryDiff.Row> rows;

  /**
   * From the current version to the one that is named, or to the current one from the one before
   * when none is; 404 for unknown.
   */
  public void load() {
    Lookup.of(() -> libraries.library(String.valueOf(domain))).ifPresent(this::show);
  }

  private void show(LibraryView found) {
    library = found;
    String head = String.valueOf(found.head());
    to = to == null || to.isBlank() ? head : to;
    if (from == null || from.isBlank()) {
      from = to.equals(head) ? String.valueOf(Math.max(found.head() - 1, 1)) : head;
    }
    String name = found.domain();
    String words = search == null ? "" : search.strip();
    Lookup.of(
            () -> {
              int before = Integer.parseInt(String.valueOf(from));
              int after = Integer.parseInt(String.valueOf(to));
              rows =
                  new PageModel<>(
                      request -> libraries.diff(name, before, after, request).rows(), words);
              return libraries.diff(name, before, after, new PageRequest(0, 1, words));
            })
        .ifPresent(compared -> diff = compared);
  }

  public @Nullable LibraryView getLibrary() {
    return library;
  }

  public @Nullable LibraryDiff getDiff() {
    return diff;
  }

  public @Nullable PageModel<LibraryDiff.Row> getRows() {
    return rows;
  }

  public @Nullable String getDomain() {
    return domain;
  }

  public void setDomain(@Nullable String domain) {
    this.domain = domain;
  }

  public @Nullable String getFrom() {
    return from;
  }

  public void setFrom(@Nullable String from) {
    this.from = from;
  }

  public @Nullable String getTo() {
    return to;
  }

  public void setTo(@Nullable String to) {
    this.to = to;
  }

  public @Nullable String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = search;
  }
}
