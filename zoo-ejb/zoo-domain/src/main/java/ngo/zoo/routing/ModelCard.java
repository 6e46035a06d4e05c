package ngo.zoo.routing;

import java.util.Set;
import ngo.zoo.shared.Amount;

/**
 * What a model offers here.
 *
 * @param fee of one answer
 * @param contextLength most tokens of prompt and answer together; 0 when nobody declared it
 * @param maxOutputTokens most tokens of an answer
 * @param features what may be asked for beyond one plain text
 */
public record ModelCard(
    String id, Amount fee, int contextLength, int maxOutputTokens, Set<Feature> features) {
  public ModelCard {
    features = Set.copyOf(features);
  }

  public boolean supports(Feature feature) {
    return features.contains(feature);
  }

  /** What only some models can do. */
  public enum Feature {
    EXPERIENCES,
    LOGPROBS,
    /** Several answers to one question. */
    CHOICES,
    TOOLS,
    RESPONSE_FORMAT
  }
}
