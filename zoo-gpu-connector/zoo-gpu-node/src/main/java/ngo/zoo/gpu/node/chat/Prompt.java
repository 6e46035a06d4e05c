package ngo.zoo.gpu.node.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.gpu.node.chat.ChatRequest.GivenExperience;
import ngo.zoo.gpu.node.http.ApiError;
import ngo.zoo.keeper.OutsideVocabularyException;
import ngo.zoo.keeper.PhraseTokenizer;

/**
 * The tokens a model is given: every experience it can read, then the question.
 *
 * @param read the experiences among the tokens, in order
 * @param skipped the others, with the reason
 */
public record Prompt(List<Integer> tokens, List<UUID> read, Map<UUID, String> skipped) {

  /**
   * Trained with libraries of up to twelve; of 24 it still followed 117 in 120 at temperature 1.
   */
  public static final int MOST_EXPERIENCES = 24;

  /**
   * Renders a request.
   *
   * @throws ApiError 400 {@code outside_vocabulary} for a question the model cannot read
   */
  public static Prompt of(ChatRequest request) {
    List<Integer> question = question(request.question());
    List<Integer> tokens = new ArrayList<>();
    List<UUID> read = new ArrayList<>();
    Map<UUID, String> skipped = new LinkedHashMap<>();
    for (GivenExperience experience : request.experiences()) {
      try {
        if (read.size() == MOST_EXPERIENCES) {
          skipped.put(experience.id(), "the model reads at most " + MOST_EXPERIENCES);
        } else {
          tokens.addAll(PhraseTokenizer.tokens(PhraseTokenizer.readExperience(experience.text())));
          read.add(experience.id());
        }
      } catch (OutsideVocabularyException e) {
        skipped.put(experience.id(), String.valueOf(e.getMessage()));
      }
    }
    tokens.addAll(question);
    return new Prompt(List.copyOf(tokens), List.copyOf(read), skipped);
  }

  private static List<Integer> question(String text) {
    try {
      return PhraseTokenizer.tokens(PhraseTokenizer.readQuestion(text));
    } catch (OutsideVocabularyException e) {
      throw ApiError.invalid("outside_vocabulary", String.valueOf(e.getMessage()));
    }
  }
}
