package ngo.zoo.ledger.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import ngo.zoo.persistence.ledger.LibraryHead;
import ngo.zoo.persistence.ledger.LibraryHeads;
import ngo.zoo.persistence.ledger.LibraryQueries;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Which versions of which libraries a search means. */
@ApplicationScoped
public class SearchScopes {
  private static final String HEAD = "head";
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,8}");
  private static final Pattern ROOT = Pattern.compile("[0-9a-fA-F]{64}");

  /**
   * @param all every library there is, at its head
   * @param pinned one library at a version that was named
   */
  public record Scope(List<LibraryHead> heads, boolean all, boolean pinned) {}

  @Inject LibraryQueries libraries;
  @Inject LibraryHeads heads;

  /**
   * @param domains all when empty
   * @param version head when null, else a number or a root
   * @throws Refusal {@code library-not-found}; {@code library-version-not-found}; {@code
   *     version-form}
   */
  public Scope of(Set<String> domains, @Nullable String version) {
    if (version != null && !version.equals(HEAD)) {
      return new Scope(List.of(pinned(domains, version)), false, true);
    }
    return domains.isEmpty()
        ? new Scope(heads.all(), true, false)
        : new Scope(domains.stream().sorted().map(libraries::head).toList(), false, false);
  }

  private LibraryHead pinned(Set<String> domains, String version) {
    if (domains.size() != 1) {
      throw Refusal.field("version-form", "version", "A version is one library's: name its domain");
    }
    String domain = libraries.head(domains.iterator().next()).domain();
    return find(domain, version)
        .orElseThrow(() -> Refusal.notFound("library-version", domain + " " + version));
  }

  private Optional<LibraryHead> find(String domain, String version) {
    if (NUMBER.matcher(version).matches()) {
      return heads.numbered(domain, Integer.parseInt(version));
    }
    if (ROOT.matcher(version).matches()) {
      return heads.rooted(domain, version.toLowerCase(Locale.ROOT));
    }
    throw Refusal.field(
        "version-form", "version", "version is head, a version's number or the hex of its root");
  }
}
