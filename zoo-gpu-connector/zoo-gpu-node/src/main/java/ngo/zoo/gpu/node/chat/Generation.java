package ngo.zoo.gpu.node.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import ngo.zoo.gpu.node.model.SampledToken;
import ngo.zoo.gpu.node.model.TokenModel;
import ngo.zoo.keeper.PhraseTokenizer;
import ngo.zoo.keeper.Vocabulary;

/** One answer while it grows: its tokens, its text, and why it ended. */
final class Generation {

  private final List<SampledToken> tokens = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final StopStrings stops;
  private final Consumer<Piece> listener;

  private Generation(List<String> stops, Consumer<Piece> listener) {
    this.stops = new StopStrings(stops);
    this.listener = listener;
  }

  /** A token and the text that may go out with it, which may be empty. */
  record Piece(SampledToken token, boolean first, String text) {}

  /**
   * Runs to the end.
   *
   * @param listener is told of every piece; what it throws ends the generation
   */
  static Generation run(
      TokenModel model, Prompt prompt, ChatRequest request, Consumer<Piece> listener) {
    Generation generation = new Generation(request.stop(), listener);
    model.generate(prompt.tokens(), request.sampler(), request.maxTokens(), generation::take);
    generation.text.append(generation.stops.rest());
    return generation;
  }

  /** The text that these tokens make, cut at the first stop string. */
  static String text(List<Integer> tokens, List<String> stops) {
    StopStrings cut = new StopStrings(stops);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tokens.size() && !cut.met(); i++) {
      text.append(cut.take(PhraseTokenizer.piece(tokens.get(i), i == 0)));
    }
    return text.append(cut.rest()).toString();
  }

  private boolean take(SampledToken sampled) {
    boolean first = tokens.isEmpty();
    tokens.add(sampled);
    String out = stops.take(PhraseTokenizer.piece(sampled.token(), first));
    text.append(out);
    listener.accept(new Piece(sampled, first, out));
    return !stops.met();
  }

  /** The answer's text. */
  String text() {
    return text.toString();
  }

  List<SampledToken> tokens() {
    return tokens;
  }

  /** OpenAI's {@code stop} or {@code length}. */
  String finishReason() {
    boolean ended = !tokens.isEmpty() && tokens.getLast().token() == Vocabulary.END;
    return ended || stops.met() ? "stop" : "length";
  }
}
