package ngo.zoo.notices;

import java.util.List;

/**
 * A delivery with what was sent and what came back.
 *
 * @param body the JSON that was signed and sent
 * @param tries oldest first
 */
public record DeliveryDetail(DeliveryView delivery, String body, List<AttemptView> tries) {
  public DeliveryDetail {
    tries = List.copyOf(tries);
  }
}
