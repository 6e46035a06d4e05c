package ngo.zoo.persistence.ledger;

import java.util.Objects;
import ngo.zoo.ledger.rules.VersionOperation;
import org.jspecify.annotations.Nullable;

/**
 * What a new version does with one experience: takes it in (only {@code in}), lets it go (only
 * {@code out}) or puts one in the place of another (both).
 */
public record LibraryStep(@Nullable Experience in, @Nullable Experience out) {
  public static LibraryStep add(Experience in) {
    return new LibraryStep(in, null);
  }

  public static LibraryStep remove(Experience out) {
    return new LibraryStep(null, out);
  }

  public static LibraryStep replace(Experience out, Experience in) {
    return new LibraryStep(in, out);
  }

  VersionOperation operation() {
    if (out == null) {
      return VersionOperation.add(leafData());
    }
    return in == null
        ? VersionOperation.delete(out.leafData())
        : VersionOperation.modify(out.leafData(), in.leafData());
  }

  /** By what it is ordered in the version's record: of what comes in, else of what goes. */
  byte[] leafData() {
    return in == null ? Objects.requireNonNull(out).leafData() : in.leafData();
  }
}
