package ngo.zoo.routing;

/**
 * What a model takes in memory at one precision.
 *
 * @param precision such as {@code bf16} or {@code int4}
 * @param millions of parameters, all of which lie in memory
 * @param context most tokens of prompt and answer together that the figures count with
 * @param weightsMib of the weights
 * @param cacheMibPerSlot of keys and values of one request of full context
 * @param neededMib with one request in flight, and room for the engine itself
 */
public record ModelFootprint(
    String model,
    String precision,
    double millions,
    int context,
    int weightsMib,
    int cacheMibPerSlot,
    int neededMib) {}
