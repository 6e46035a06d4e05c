package ngo.zoo.governance.rules;

import java.util.List;
import java.util.stream.Collectors;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.LibraryVersionView;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The text a vote on a change is bound to. It names what comes in and what goes out with content
 * addresses, so that the hash in every ballot covers all of them.
 */
public final class ChangeText {
  public static final int LONGEST_REASON = 2000;
  private static final int TITLE_TEXT = 100;

  private ChangeText() {}

  /** A new experience is added. */
  public static ProposalText add(ExperienceView in) {
    return new ProposalText(title("Add to", in), in.text() + "\n\nContent address: " + in.cid());
  }

  /** One becomes its revision. */
  public static ProposalText modify(ExperienceView before, ExperienceView after, String reason) {
    return text(
        title("Edit in", before),
        "Before:\n" + named(before) + "\n\nAfter:\n" + named(after),
        reason);
  }

  /**
   * Several become one.
   *
   * @param after the representative with the examples of all
   */
  public static ProposalText merge(
      ExperienceView representative,
      List<ExperienceView> others,
      ExperienceView after,
      String reason) {
    String gone = others.stream().map(ChangeText::named).collect(Collectors.joining("\n"));
    String body =
        "Into this one:\n%s\n\nmerge:\n%s\n\nAfter, with the examples of all:\n%s"
            .formatted(named(representative), gone, named(after));
    return text(title("Merge in", representative), body, reason);
  }

  /** One is taken out. */
  public static ProposalText remove(ExperienceView out, String reason) {
    return text(title("Remove from", out), "Goes out:\n" + named(out), reason);
  }

  /** What went out comes back. */
  public static ProposalText restore(ExperienceView in, String reason) {
    return text(title("Restore in", in), "Comes back:\n" + named(in), reason);
  }

  /** The members of an earlier version come back. */
  public static ProposalText rollBack(
      LibraryVersionView target, LibraryVersionView head, String reason) {
    String body =
        """
        The members of version %d become the library %s again, as a new version. What came in \
        since then goes out, what went out comes back; that includes what changes until this is \
        carried out.

        Version %d: root %s, content address %s
        Current version %d: root %s, content address %s"""
            .formatted(
                target.number(),
                target.domain(),
                target.number(),
                target.root(),
                target.cid(),
                head.number(),
                head.root(),
                head.cid());
    return text("Roll " + target.domain() + " back to version " + target.number(), body, reason);
  }

  /**
   * @throws Refusal {@code reason-length} when it is too long
   */
  public static String reason(@Nullable String given) {
    String reason = given == null ? "" : given.strip();
    if (reason.length() > LONGEST_REASON) {
      throw Refusal.field(
          "reason-length", "reason", "Give a reason of at most " + LONGEST_REASON + " characters");
    }
    return reason;
  }

  private static ProposalText text(String title, String body, String reason) {
    return new ProposalText(title, reason.isEmpty() ? body : body + "\n\nReason:\n" + reason);
  }

  private static String named(ExperienceView experience) {
    return experience.text() + "\nContent address: " + experience.cid();
  }

  /** As much of the experience as a title of one line bears. */
  private static String title(String verb, ExperienceView experience) {
    String line = experience.text().strip().replaceAll("\\s+", " ");
    String head =
        line.codePointCount(0, line.length()) <= TITLE_TEXT
            ? line
            : line.substring(0, line.offsetByCodePoints(0, TITLE_TEXT - 1)).strip() + "…";
    return verb + " " + experience.domain() + ": " + head;
  }
}
