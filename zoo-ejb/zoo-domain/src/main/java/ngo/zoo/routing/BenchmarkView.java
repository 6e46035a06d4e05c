package ngo.zoo.routing;

import java.time.Instant;
import java.util.UUID;

/**
 * How a node did when it was measured: fresh questions of the operator's choosing, each answer
 * sealed with the node's key, times by the operator's clock.
 *
 * @param model empty when nothing could be asked
 * @param modelSha256 of the weights as the node sealed them; empty for an embedder
 * @param reason why it was not admitted; empty when it was
 * @param questions asked; for an embedder, texts
 * @param answered completely, with a seal that fits
 * @param known of the questions, those whose right answer the operator knows
 * @param right of these, answered rightly
 * @param tokens made in all; for an embedder, vectors
 * @param tokensPerSecond all tokens by the time from the first question to the last answer, with as
 *     many questions at once as the node has slots
 * @param firstTokenMillis median time to the first piece of an answer, alone; 0 for an embedder
 * @param answerMillis median time to a whole answer, alone
 * @param memoryMib of its accelerator, or of the machine without one, as the node states under its
 *     key; 0 when it states none
 * @param neededMib what its models need by the catalogue; 0 when unknown
 */
public record BenchmarkView(
    UUID id,
    UUID nodeId,
    String model,
    String modelSha256,
    Instant startedAt,
    Instant endedAt,
    boolean passed,
    String reason,
    int questions,
    int answered,
    int known,
    int right,
    int tokens,
    double tokensPerSecond,
    double firstTokenMillis,
    double answerMillis,
    int memoryMib,
    int neededMib) {}
