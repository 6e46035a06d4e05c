package ngo.zoo.gpu.node.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import ngo.zoo.gpu.node.model.KeeperModel;

/**
 * bge-small-en-v1.5, 8-bit, on ONNX Runtime: 384 numbers per text, the first token's state with
 * length one. One thread per text; several texts may be embedded at once.
 */
public final class Embedder implements AutoCloseable {

  /** The model's id. */
  public static final String ID = "bge-small-en-v1.5-q";

  private static final String WEIGHTS = "/bge-small-en-v1.5-q.onnx";
  private static final String TOKENIZER = "/bge-small-en-v1.5-q-tokenizer.json";

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final WordPieces wordPieces;
  private final OrtSession session;
  private final String sha256;
  private final String embedderId;

  private Embedder(byte[] model, WordPieces wordPieces) throws OrtException {
    this.wordPieces = wordPieces;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(model, options);
    }
    sha256 = KeeperModel.sha256(model);
    embedderId = ID + ":" + sha256.substring(0, 16) + ":ort-" + environment.getVersion();
  }

  /** The embedder that ships with the node. */
  public static Embedder shipped() {
    try (InputStream weights = resource(WEIGHTS);
        InputStream tokenizer = resource(TOKENIZER)) {
      return new Embedder(weights.readAllBytes(), new WordPieces(tokenizer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OrtException e) {
      throw new IllegalStateException("The embedding model does not load", e);
    }
  }

  /** Model, SHA-256 prefix and runtime: vectors of different embedders must never be compared. */
  public String embedderId() {
    return embedderId;
  }

  /** SHA-256 of the model's file in lower-case hexadecimal. */
  public String sha256() {
    return sha256;
  }

  /** The vector of one text and how many tokens it had. */
  public Embedded embed(String text) {
    long[] tokens = wordPieces.numbers(text);
    try {
      return new Embedded(unit(firstState(tokens)), tokens.length);
    } catch (OrtException e) {
      throw new IllegalStateException("The embedding model failed", e);
    }
  }

  /** A vector of length one. */
  @SuppressWarnings("ArrayRecordComponent") // handed straight to the answer, never compared
  public record Embedded(float[] vector, int tokens) {}

  private float[] firstState(long[] tokens) throws OrtException {
    long[] attended = new long[tokens.length];
    Arrays.fill(attended, 1);
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      inputs.put("input_ids", tensor(tokens));
      inputs.put("attention_mask", tensor(attended));
      inputs.put("token_type_ids", tensor(new long[tokens.length]));
      try (OrtSession.Result result = session.run(inputs)) {
        return ((float[][][]) result.get(0).getValue())[0][0];
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(long[] row) throws OrtException {
    return OnnxTensor.createTensor(environment, new long[][] {row});
  }

  private static float[] unit(float[] vector) {
    double sum = 0;
    for (float x : vector) {
      sum += (double) x * x;
    }
    double length = Math.sqrt(sum);
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(Embedder.class.getResourceAsStream(name), name);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("The embedding model does not close", e);
    }
  }
}
