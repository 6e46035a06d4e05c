package ngo.zoo.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Versions of its library in which an experience stood without a gap.
 *
 * @param from the version by which it came in
 * @param last the last version that has it
 * @param until the version by which it went out; null while it is in the current one
 */
public record VersionSpan(int from, int last, @Nullable Integer until) {}
