package ngo.zoo.gpu.node.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ngo.zoo.keeper.PhraseTokenizer;
import ngo.zoo.keeper.Vocabulary;

/** Turns the text of an answer back into the tokens that make it, the longest piece first. */
final class AnswerText {

  private AnswerText() {}

  /**
   * The tokens of an answer that came without a claim; the last is {@link Claim#FOREIGN} when the
   * model cannot have written the rest.
   */
  static List<Integer> tokens(String text) {
    List<Integer> tokens = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int token = next(text, at, tokens.isEmpty());
      tokens.add(token);
      if (token == Claim.FOREIGN) {
        break;
      }
      at += PhraseTokenizer.piece(token, tokens.size() == 1).length();
    }
    return tokens;
  }

  private static int next(String text, int at, boolean first) {
    return IntStream.range(0, Vocabulary.SIZE)
        .filter(token -> text.startsWith(PhraseTokenizer.piece(token, first), at))
        .reduce((a, b) -> length(b, first) > length(a, first) ? b : a)
        .orElse(Claim.FOREIGN);
  }

  private static int length(int token, boolean first) {
    return PhraseTokenizer.piece(token, first).length();
  }
}
