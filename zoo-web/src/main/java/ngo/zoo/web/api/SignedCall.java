package ngo.zoo.web.api;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.UUID;
import ngo.zoo.routing.service.Nodes;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a call that a node signs: Ed25519 over method, path, time and the SHA-256 of the
 * body in hex, one per line.
 */
public class SignedCall {
  private static final int MOST_BYTES = 1 << 16;

  @Parameter(description = "The node that signs the call")
  @HeaderParam("X-Zoo-Node")
  @Nullable UUID node;

  @Parameter(description = "When it signs, RFC 3339; at most five minutes off")
  @HeaderParam("X-Zoo-Time")
  @Nullable String time;

  @Parameter(description = "Ed25519, base64")
  @HeaderParam("X-Zoo-Signature")
  @Nullable String signature;

  @Context UriInfo uri;

  /** Whether a node has signed, rightly or not. */
  boolean isSigned() {
    return node != null && time != null && signature != null;
  }

  String time() {
    return RequiredField.of("X-Zoo-Time", time);
  }

  byte[] signature() {
    try {
      return Base64.getDecoder().decode(RequiredField.of("X-Zoo-Signature", signature));
    } catch (IllegalArgumentException e) {
      throw Refusal.field("base64-unreadable", "X-Zoo-Signature", "X-Zoo-Signature must be base64");
    }
  }

  String path() {
    return uri.getRequestUri().getRawPath();
  }

  /**
   * @throws Refusal {@code node-signature} (403)
   */
  Caller caller(Nodes nodes, byte[] body) {
    UUID id = RequiredField.of("X-Zoo-Node", node);
    return nodes.authenticate(id, "POST", path(), time(), body, signature());
  }

  /** The bytes that were signed. */
  static byte[] bytes(InputStream body) throws IOException {
    return Bodies.read(body, MOST_BYTES);
  }
}
