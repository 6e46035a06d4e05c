package ngo.zoo.gpu.node.model;

/**
 * One generated token.
 *
 * @param logProbabilities of every token at this position, by the model alone
 */
@SuppressWarnings("ArrayRecordComponent") // made once per token, never compared
public record SampledToken(int token, double[] logProbabilities) {

  /** The model's own log-probability of the token that was chosen. */
  public double logProbability() {
    return logProbabilities[token];
  }
}
