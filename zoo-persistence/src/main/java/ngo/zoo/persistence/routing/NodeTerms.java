package ngo.zoo.persistence.routing;

import java.util.UUID;

/**
 * What an owner says of a node when registering it.
 *
 * @param role OPERATOR or PROVIDER
 * @param publicKey raw Ed25519 key, 32 bytes
 */
public record NodeTerms(String role, UUID ownerId, String url, byte[] publicKey, int slots) {}
