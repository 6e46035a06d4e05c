package ngo.zoo.content;

import java.time.Instant;
import java.util.Optional;

/** Which library versions stand in which store, and what was signed to bring them there. */
public interface VersionCopies {
  /** One version. */
  record Version(String domain, int number) {
    @Override
    public String toString() {
      return domain + " " + number;
    }
  }

  /**
   * What was signed for a version before it was sent.
   *
   * @param itemId by which the archive will be known
   * @param transactionId of the transaction that carries it
   * @param text everything signed, as JSON, but not the archive itself
   */
  record Signed(String itemId, String transactionId, String text, Instant signedAt) {}

  /**
   * The version of a fact.
   *
   * @param payload JSON with {@code domain} and {@code number}
   */
  Version version(String payload);

  /** In the caller's transaction; keeping it again changes nothing. */
  void stored(Version version, CopyStore store, String address);

  Optional<Signed> signed(Version version);

  /** Durable when it returns; replaces what was signed for the version before. */
  void sign(Version version, Signed signed);
}
