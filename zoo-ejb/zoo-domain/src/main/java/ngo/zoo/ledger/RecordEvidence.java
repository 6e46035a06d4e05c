package ngo.zoo.ledger;

import java.time.Instant;
import ngo.zoo.shared.Amount;

/**
 * A measured effect of an experience, to be recorded: paired trials on the same tasks with and
 * without it (mission of the ledger, "Evidence").
 *
 * @param effectBasisPoints rate with it less rate without it
 * @param lowBasisPoints lower end of the 95 % interval of the effect
 * @param highBasisPoints upper end
 * @param trials pairs
 * @param baselineBasisPoints share of tasks solved without it
 * @param treatedBasisPoints share of tasks solved with it
 * @param model that answered
 * @param libraryVersion of the experience's library, given to the model beside it
 * @param tasks name of the set of tasks
 * @param tasksHash SHA-256 of the set of tasks, hex
 * @param cost of all trials together
 */
public record RecordEvidence(
    int effectBasisPoints,
    int lowBasisPoints,
    int highBasisPoints,
    int trials,
    int baselineBasisPoints,
    int treatedBasisPoints,
    String model,
    int libraryVersion,
    String tasks,
    String tasksHash,
    Amount cost,
    Instant measuredAt) {}
