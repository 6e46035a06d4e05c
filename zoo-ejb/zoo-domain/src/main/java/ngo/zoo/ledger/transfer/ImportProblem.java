package ngo.zoo.ledger.transfer;

/**
 * An experience of a file that did not simply go in.
 *
 * @param position which of the file's experiences, from 1
 * @param line of the file, from 1
 * @param domain empty when it had none
 * @param text the beginning of it
 */
public record ImportProblem(
    long position, long line, RowOutcome outcome, String domain, String text, String reason) {}
