package ngo.zoo.routing.service;

import jakarta.ejb.Stateless;
import java.util.List;
import java.util.UUID;
import ngo.zoo.routing.NodeView;
import ngo.zoo.shared.Caller;

/** The node registry. */
@Stateless
public class Nodes {
  /**
   * Registers a node or updates what is known of the node with this name.
   *
   * @param publicKey raw Ed25519 key, 32 bytes
   * @throws ngo.zoo.shared.Refusal {@code role-missing} unless provider (role PROVIDER) or staff
   */
  public NodeView register(
      Caller caller,
      String name,
      String role,
      UUID ownerId,
      String url,
      byte[] publicKey,
      int slots) {
    throw new UnsupportedOperationException();
  }

  public List<NodeView> nodes() {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws ngo.zoo.shared.Refusal {@code node-not-found}
   */
  public NodeView node(UUID id) {
    throw new UnsupportedOperationException();
  }

  /**
   * Checks a node's signed call (docs/node-protocol.md) and returns it as caller.
   *
   * @throws ngo.zoo.shared.Refusal {@code node-signature} (403)
   */
  public Caller authenticate(
      UUID nodeId, String method, String path, String time, byte[] signature) {
    throw new UnsupportedOperationException();
  }
}
