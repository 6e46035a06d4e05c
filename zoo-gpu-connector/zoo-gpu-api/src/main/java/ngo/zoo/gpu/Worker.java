package ngo.zoo.gpu;

import java.net.URI;
import java.util.List;
import java.util.UUID;

/**
 * A backend the adapter may connect to and probes.
 *
 * @param slots most requests in flight at once
 * @param embeds the operator's own node, which alone computes embeddings
 * @param publicKey raw Ed25519 key (32 bytes) its results are signed with; empty for {@link
 *     Kind#OPENAI}
 * @param models what it serves, for a backend that lists none itself; a declared list also narrows
 *     what a listing backend is used for
 * @param contextLength most tokens of prompt and answer together; 0 when not declared
 * @param credential name of a file in the operator's folder of secrets whose content is presented
 *     as bearer token; empty for none. Never the secret itself
 */
public record Worker(
    UUID id,
    String name,
    URI url,
    int slots,
    boolean embeds,
    byte[] publicKey,
    Kind kind,
    List<String> models,
    int contextLength,
    String credential) {
  public Worker {
    models = List.copyOf(models);
  }

  /** A Zoo node. */
  public Worker(UUID id, String name, URI url, int slots, boolean embeds, byte[] publicKey) {
    this(id, name, url, slots, embeds, publicKey, Kind.ZOO, List.of(), 0, "");
  }

  /** What a backend speaks. */
  public enum Kind {
    /** The node protocol: every answer is sealed with the node's key. */
    ZOO,
    /** Any OpenAI-compatible server; nothing it says is sealed, so it is the operator's own. */
    OPENAI
  }
}
