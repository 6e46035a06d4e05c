package ngo.zoo.gpu.node.model;

import java.util.List;
import java.util.function.Predicate;

/** A chat model as a node serves it: continues a prompt token by token. */
public interface TokenModel extends AutoCloseable {

  /** SHA-256 of the weights' file in lower-case hexadecimal. */
  String sha256();

  /**
   * Engine, device and precision, in lower case: {@code pytorch/cpu/float32}. Machines with the
   * same word give figures that are near each other.
   */
  String backend();

  /**
   * Generates until the answer ends, {@code longest} tokens are made, or the sink wants no more.
   *
   * @param sink takes each token as it is made and answers whether to go on
   */
  void generate(List<Integer> prompt, Sampler sampler, int longest, Predicate<SampledToken> sink);

  /**
   * Forces an answer's tokens through the model, in one pass.
   *
   * @return for each token of the answer, the logits of every token at its position
   */
  List<float[]> logits(List<Integer> prompt, List<Integer> answer);

  /** Frees its memory; nobody may be using it any more. */
  @Override
  void close();
}
