package ngo.zoo.persistence.routing;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import ngo.zoo.routing.rules.ReceiptRecord.InjectedExperience;
import org.jspecify.annotations.Nullable;

/**
 * An experience the node was given for an answer.
 *
 * @param position in the order given, from 0
 * @param paid who contributed to it shares in the fee
 */
@Embeddable
public record ReceiptExperience(
    @Column(name = "experience_id") UUID experienceId,
    int position,
    @Column(name = "author_id") UUID authorId,
    boolean paid,
    @Column(name = "skip_reason") @Nullable String skipReason) {

  static List<ReceiptExperience> of(List<InjectedExperience> given) {
    return IntStream.range(0, given.size()).mapToObj(i -> of(i, given.get(i))).toList();
  }

  private static ReceiptExperience of(int position, InjectedExperience one) {
    return new ReceiptExperience(
        one.id(), position, one.authorId(), one.paid(), one.paid() ? null : one.skipReason());
  }
}
