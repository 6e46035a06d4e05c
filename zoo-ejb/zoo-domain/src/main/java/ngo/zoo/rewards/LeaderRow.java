package ngo.zoo.rewards;

import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A place on a leader board.
 *
 * @param name a label drawn at random, the member's own name if they want that, or a node's name
 * @param earned null on a board of answers
 * @param answers null on a board of experiences
 */
public record LeaderRow(int rank, String name, @Nullable Amount earned, @Nullable Long answers) {}
