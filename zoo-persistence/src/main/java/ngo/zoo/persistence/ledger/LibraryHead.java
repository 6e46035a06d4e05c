package ngo.zoo.persistence.ledger;

/**
 * The current version of a library.
 *
 * @param version 0 before the first
 * @param root lower-case hex; of the empty tree before the first version
 */
public record LibraryHead(String domain, int version, String root, int size) {}
