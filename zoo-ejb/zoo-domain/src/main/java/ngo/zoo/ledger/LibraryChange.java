package ngo.zoo.ledger;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen to a library: experiences that come in and such that go out. A change to an
 * earlier version names that version; what comes and goes follows from the members at the time it
 * is carried out.
 *
 * @param in none or one; of a {@link ChangeKind#ROLLBACK} any number, once it is {@link #resolved}
 * @param out of a {@link ChangeKind#MERGE} the representative first
 * @param version of a {@link ChangeKind#ROLLBACK} alone
 */
public record LibraryChange(
    ChangeKind kind, String domain, List<UUID> in, List<UUID> out, @Nullable Integer version) {
  public LibraryChange {
    in = List.copyOf(in);
    out = List.copyOf(out);
    if ((kind == ChangeKind.ROLLBACK) != (version != null)) {
      throw new IllegalArgumentException("a rollback names a version, and nothing else does");
    }
  }

  /** The same with what comes and goes. */
  public LibraryChange resolved(List<UUID> coming, List<UUID> going) {
    return new LibraryChange(kind, domain, coming, going, version);
  }
}
