package ngo.zoo.persistence.ledger;

/**
 * A text's vector.
 *
 * @param embedderId model and runtime that made it; vectors of different embedders never mix
 * @param values L2-normalised
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredVector(String embedderId, float[] values) {}
