package ngo.zoo.ledger.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.UUID;
import ngo.zoo.ledger.ExperienceStatus;

/**
 * An experience as search knows it.
 *
 * @param leafData 32 bytes; ties are ordered by it, unsigned
 * @param status when it was read; a member of a library's head is ADOPTED
 */
@SuppressWarnings("ArrayRecordComponent")
public record IndexedExperience(
    UUID id, String domain, String text, UUID authorId, byte[] leafData, ExperienceStatus status) {
  /** The same everywhere; ids only decide between equal leaves of different libraries. */
  public static final Comparator<IndexedExperience> ORDER =
      Comparator.comparing(IndexedExperience::leafData, Arrays::compareUnsigned)
          .thenComparing(IndexedExperience::id);

  @Override
  public boolean equals(Object other) {
    return other instanceof IndexedExperience experience && id.equals(experience.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
