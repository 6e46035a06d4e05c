package ngo.zoo.gpu;

import java.net.URI;
import java.util.UUID;

/**
 * A node the adapter may connect to and probes.
 *
 * @param slots most requests in flight at once
 * @param embeds the operator's own node, which alone computes embeddings
 * @param publicKey raw Ed25519 key (32 bytes) its results are signed with
 */
public record Worker(UUID id, String name, URI url, int slots, boolean embeds, byte[] publicKey) {}
