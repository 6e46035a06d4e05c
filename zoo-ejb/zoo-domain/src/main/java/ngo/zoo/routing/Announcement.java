package ngo.zoo.routing;

import java.util.List;

/**
 * What a node says of itself when it starts, by a call signed with its key.
 *
 * @param code from its owner, for a key nobody has registered yet; else empty
 * @param url where the operator's server reaches it; empty for what is registered
 * @param publicKey raw Ed25519 key, 32 bytes
 * @param models what it serves
 * @param memoryMib of its accelerator, or of the machine without one
 */
public record Announcement(
    String code,
    String name,
    String url,
    byte[] publicKey,
    int slots,
    List<String> models,
    int memoryMib) {
  public Announcement {
    models = List.copyOf(models);
  }
}
