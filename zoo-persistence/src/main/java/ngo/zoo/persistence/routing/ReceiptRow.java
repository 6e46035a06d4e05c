package ngo.zoo.persistence.routing;

import java.util.UUID;
import ngo.zoo.routing.rules.ReceiptRecord;
import org.jspecify.annotations.Nullable;

/**
 * A receipt to be written with others.
 *
 * @param project null, like {@code key}, when no API key asked
 * @param lease what its fee was taken from
 */
public record ReceiptRow(
    ReceiptRecord answer,
    String payerKind,
    @Nullable UUID project,
    @Nullable UUID key,
    UUID lease) {}
