package ngo.zoo.ledger.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * How one text became another, word by word: a longest common subsequence of the words, so that
 * what stays is as much as can stay. Joined by single spaces, what is not ADDED gives the text
 * before and what is not REMOVED the text after.
 */
public final class WordDiff {
  /** Words in a row that share a fate. */
  public record Piece(Kind kind, String text) {}

  /** What happened to words. */
  public enum Kind {
    SAME,
    REMOVED,
    ADDED
  }

  private WordDiff() {}

  /** Of neighbours, what was removed stands before what was added. */
  public static List<Piece> of(String before, String after) {
    List<String> old = words(before);
    List<String> now = words(after);
    int[][] common = common(old, now);
    List<Piece> pieces = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        append(pieces, Kind.SAME, old.get(i++));
        j++;
      } else if (i < old.size() && (j == now.size() || common[i + 1][j] >= common[i][j + 1])) {
        append(pieces, Kind.REMOVED, old.get(i++));
      } else {
        append(pieces, Kind.ADDED, now.get(j++));
      }
    }
    return List.copyOf(pieces);
  }

  private static List<String> words(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
  }

  /** At {@code [i][j]}: how many words the texts from there on have in common. */
  private static int[][] common(List<String> old, List<String> now) {
    int[][] common = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static void append(List<Piece> pieces, Kind kind, String word) {
    if (!pieces.isEmpty() && pieces.getLast().kind() == kind) {
      pieces.add(new Piece(kind, pieces.removeLast().text() + " " + word));
    } else {
      pieces.add(new Piece(kind, word));
    }
  }
}
