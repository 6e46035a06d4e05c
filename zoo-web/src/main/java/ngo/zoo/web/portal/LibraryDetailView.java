package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.LibraryVersionView;
import ngo.zoo.ledger.LibraryView;
import ngo.zoo.ledger.service.Libraries;
import ngo.zoo.ledger.transfer.FileFormat;
import ngo.zoo.persistence.log.LogReader;
import ngo.zoo.persistence.log.LogStatus;
import org.jspecify.annotations.Nullable;

/** One version of a library: members, root, content address and where it is proved. */
@Named
@ViewScoped
public class LibraryDetailView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Libraries libraries;
  @Inject LogReader logReader;

  private @Nullable String domain;
  private @Nullable String number;
  private @Nullable LibraryView library;
  private @Nullable LibraryVersionView version;
  private @Nullable LogStatus log;
  private @Nullable PageModel<ExperienceView> members;
  private @Nullable PageModel<LibraryVersionView> versions;

  /** Reads the version, the current one when the address names none; 404 when there is none. */
  public void load() {
    Lookup.of(() -> libraries.library(String.valueOf(domain))).ifPresent(this::show);
  }

  private void show(LibraryView found) {
    library = found;
    log = logReader.status();
    String name = found.domain();
    versions = new PageModel<>(request -> libraries.versions(name, request));
    if (number != null || found.head() > 0) {
      Lookup.of(() -> libraries.version(name, wanted(found))).ifPresent(this::show);
    }
  }

  private void show(LibraryVersionView found) {
    version = found;
    members =
        new PageModel<>(request -> libraries.members(found.domain(), found.number(), request));
  }

  private int wanted(LibraryView found) {
    return number == null ? found.head() : Integer.parseInt(number);
  }

  public boolean isHead() {
    return library != null && version != null && library.head() == version.number();
  }

  /** What its experiences can be downloaded as. */
  public List<FileFormat> getFormats() {
    return List.of(FileFormat.values());
  }

  public @Nullable LibraryView getLibrary() {
    return library;
  }

  public @Nullable LibraryVersionView getVersion() {
    return version;
  }

  public @Nullable LogStatus getLog() {
    return log;
  }

  public @Nullable PageModel<ExperienceView> getMembers() {
    return members;
  }

  public @Nullable PageModel<LibraryVersionView> getVersions() {
    return versions;
  }

  public @Nullable String getDomain() {
    return domain;
  }

  public void setDomain(@Nullable String domain) {
    this.domain = domain;
  }

  public @Nullable String getNumber() {
    return number;
  }

  public void setNumber(@Nullable String number) {
    this.number = number;
  }
}
