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
    UUID id, String model, Strategy strategy, String affinity, @Nullable BigInteger maxPrice) {}
