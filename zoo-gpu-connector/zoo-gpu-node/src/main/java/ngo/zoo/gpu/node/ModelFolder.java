package ngo.zoo.gpu.node;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import ngo.zoo.gpu.node.model.KeeperModel;

/** A folder with a model's weights, as {@code --model} names it. */
final class ModelFolder {
  /** What this node's own engine decodes, as {@code model_type} in config.json says. */
  static final String TYPE = "zoo-keeper-tiny";

  private static final long MIB = 1 << 20;

  private final Path folder;

  ModelFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Loads the weights.
   *
   * @throws Unusable saying what is wrong with the folder and what to do
   */
  KeeperModel load(int memoryMib) {
    Path weights = folder.resolve("weights.safetensors");
    try {
      requireType();
      if (!Files.isRegularFile(weights)) {
        throw new Unusable(folder + " has no weights.safetensors");
      }
      long needed = Files.size(weights) / MIB + 64;
      if (needed > memoryMib) {
        throw new Unusable(
            "The weights in %s need %d MiB and this machine has %d"
                .formatted(folder, needed, memoryMib));
      }
      return new KeeperModel(Files.readAllBytes(weights));
    } catch (IOException e) {
      throw new Unusable(folder + " cannot be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new Unusable(weights + " are no weights of " + TYPE + ": " + e.getMessage());
    }
  }

  private void requireType() throws IOException {
    Path config = folder.resolve("config.json");
    if (!Files.isRegularFile(config)) {
      return;
    }
    String type;
    try (Reader text = Files.newBufferedReader(config);
        JsonReader json = Json.createReader(text)) {
      type = json.readObject().getString("model_type", TYPE);
    } catch (JsonException | ClassCastException e) {
      throw new Unusable(config + " is not a JSON object");
    }
    if (!type.equals(TYPE)) {
      throw new Unusable(
          "%s holds a model of type %s; this node’s engine decodes %s. Serve it with vLLM, TGI, llama.cpp or Ollama and let the operator attach that server"
              .formatted(folder, type, TYPE));
    }
  }

  /** The folder cannot be served from; the message says why. */
  static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }
}
