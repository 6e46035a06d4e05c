package ngo.zoo.persistence.routing;

import java.util.UUID;
import ngo.zoo.routing.BackendTerms;

/**
 * What an owner says of a node when registering it.
 *
 * @param role OPERATOR or PROVIDER
 * @param publicKey raw Ed25519 key, 32 bytes; empty for a backend that seals nothing
 */
public record NodeTerms(
    String role, UUID ownerId, String url, byte[] publicKey, int slots, BackendTerms backend) {
  /** A Zoo node. */
  public NodeTerms(String role, UUID ownerId, String url, byte[] publicKey, int slots) {
    this(role, ownerId, url, publicKey, slots, BackendTerms.ZOO);
  }
}
