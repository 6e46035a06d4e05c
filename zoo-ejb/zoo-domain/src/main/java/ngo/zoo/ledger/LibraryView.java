package ngo.zoo.ledger;

/**
 * @param head number of the current version, 0 before the first
 * @param size experiences in it
 */
public record LibraryView(String domain, String title, String description, int head, int size) {}
