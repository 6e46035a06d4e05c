package ngo.zoo.gpu.ra.protocol;

import java.util.List;

/**
 * A node's answer to {@code GET /health}.
 *
 * @param publicKey raw Ed25519 key (32 bytes)
 */
public record NodeHealth(List<String> models, byte[] publicKey) {
  public NodeHealth {
    models = List.copyOf(models);
  }
}
