package ngo.zoo.ledger.transfer;

import org.jspecify.annotations.Nullable;

/**
 * A vector as a file has it.
 *
 * @param embedderId null when the file does not say whose it is
 */
@SuppressWarnings("ArrayRecordComponent")
public record FileVector(@Nullable String embedderId, float[] values) {}
