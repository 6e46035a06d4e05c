package ngo.zoo.ledger.transfer;

import java.util.List;
import ngo.zoo.ledger.SubmitExperience.Example;
import org.jspecify.annotations.Nullable;

/**
 * An experience as a file has it, before any rule looked at it.
 *
 * @param position which of the file's, from 1
 * @param line of the file, from 1
 * @param text empty when it could not be read
 * @param author login or id; null for whoever imports
 * @param vector null when the file has none
 * @param fault why it could not be read as an experience; empty when it could
 */
public record TransferRecord(
    long position,
    long line,
    @Nullable String domain,
    String text,
    @Nullable Integer confidenceBasisPoints,
    List<Example> examples,
    @Nullable String author,
    @Nullable FileVector vector,
    String fault) {
  public TransferRecord {
    examples = List.copyOf(examples);
  }

  /** One that could not be read. */
  public static TransferRecord unreadable(long position, long line, String text, String fault) {
    return new TransferRecord(position, line, null, text, null, List.of(), null, null, fault);
  }

  /** A text alone. */
  public static TransferRecord text(long position, long line, String text) {
    return new TransferRecord(position, line, null, text, null, List.of(), null, null, "");
  }

  /** With its vector from a file beside. */
  public TransferRecord with(FileVector beside) {
    return new TransferRecord(
        position, line, domain, text, confidenceBasisPoints, examples, author, beside, fault);
  }
}
