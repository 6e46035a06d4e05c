package ngo.zoo.routing.rules;

import java.math.BigInteger;
import java.util.UUID;
import ngo.zoo.routing.Strategy;
import org.jspecify.annotations.Nullable;

/**
 * What a node is wanted for.
 *
 * @param id the query's; what is drawn at random is drawn from it
 * @param affinity questions with the same go to one node under {@link Strategy#AFFINITY}
 * @param maxPrice base units that one answer may cost; null for any price
 */
public record NodeQuery(
    UUID id, String model, Strategy strategy, String affinity, @Nullable BigInteger maxPrice) {

  public boolean isTooDear(BigInteger price) {
    return maxPrice != null && price.compareTo(maxPrice) > 0;
  }

  /**
   * For one of several nodes that judge each other's answers: drawn by stake from the query's id,
   * which nobody knows before, whatever strategy the asker or governance chose. Sessions, turns and
   * figures can be bent until a jury of somebody's own comes out.
   */
  public static NodeQuery amongSeveral(UUID id, String model, @Nullable BigInteger maxPrice) {
    return new NodeQuery(id, model, Strategy.STAKE_WEIGHTED, "", maxPrice);
  }
}
