package ngo.zoo.ledger.search;

/** An experience and its vector, on their way into an index. */
public record Entry(IndexedExperience experience, QuantisedVector vector) {}
