package ngo.zoo.ledger.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import ngo.zoo.ledger.files.RecordWriter;
import ngo.zoo.ledger.transfer.FileFormat;
import ngo.zoo.persistence.ledger.ExportQueries;
import ngo.zoo.persistence.ledger.LibraryQueries;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Libraries as files that import again to the same content. */
@Stateless
public class Exports {
  @Inject private LibraryQueries libraries;
  @Inject private ExportQueries members;

  /**
   * What a file is made of.
   *
   * @param domain null for the current versions of all libraries
   * @param version null for the current one
   * @param logins whether authors are named by their logins too, for those who may know them
   */
  public record Order(
      @Nullable String domain,
      @Nullable Integer version,
      FileFormat format,
      boolean vectors,
      boolean logins) {
    /** As the file is called. */
    public String fileName() {
      String what = domain == null ? "libraries" : domain;
      return what + (version == null ? "" : "-v" + version) + "." + format.suffix();
    }
  }

  /**
   * @throws Refusal {@code library-not-found}, {@code library-version-not-found}; {@code
   *     domain-missing} for a version or a flat map of no one library
   */
  public void check(Order order) {
    String domain = order.domain();
    if (domain == null && (order.version() != null || order.format() == FileFormat.FLAT)) {
      throw Refusal.field(
          "domain-missing", "domain", "Name the library: versions and flat maps are of one");
    }
    if (domain != null) {
      libraries.library(domain);
      if (order.version() != null) {
        libraries.version(domain, order.version());
      }
    }
  }

  /** Writes member by member; the caller closes the stream. */
  public void write(Order order, OutputStream out) throws IOException {
    try (RecordWriter writer = new RecordWriter(order.format(), out)) {
      members.each(
          order.domain(),
          order.version(),
          order.logins(),
          order.vectors(),
          experience -> {
            try {
              writer.write(experience);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
