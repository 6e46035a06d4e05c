package ngo.zoo.ledger.transfer;

/**
 * How many live experiences have vectors of an embedder.
 *
 * @param embedderId empty for those that have none yet
 * @param ready of another embedder, with a vector of the operator's computed already
 * @param current whether the operator's node answers with it now
 */
public record EmbedderCount(
    String embedderId,
    int dimension,
    long experiences,
    int libraries,
    long ready,
    boolean current) {}
