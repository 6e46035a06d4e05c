package ngo.zoo.content;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
   * How far the data are that belong to what was signed.
   *
   * @param chunks that the store has taken, from the first without a gap
   * @param at when the last of them was; null before the first
   */
  record Sent(int chunks, @Nullable Instant at) {}

  /**
   * The version of a fact.
   *
   * @param payload JSON with {@code domain} and {@code number}
   */
  Version version(String payload);

  /** In the caller's transaction; keeping it again changes nothing. */
  void stored(Version version, CopyStore store, String address);

  Optional<Signed> signed(Version version);

  /** Durable when it returns; replaces what was signed for the version before, sent or not. */
  void sign(Version version, Signed signed);

  /** How much of what was signed last has been sent. */
  Sent sent(Version version);

  /**
   * Durable when it returns.
   *
   * @param chunks as in {@link Sent}
   */
  void send(Version version, int chunks);
}
