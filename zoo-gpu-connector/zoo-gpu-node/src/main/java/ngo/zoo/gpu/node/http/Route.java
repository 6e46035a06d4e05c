package ngo.zoo.gpu.node.http;

import java.io.IOException;

/**
 * What answers a method and a path.
 *
 * @param open whether it answers without the node's token
 */
public record Route(String method, String path, boolean open, Handler handler) {

  /** Answers one request, or throws an {@link ApiError}. */
  @FunctionalInterface
  public interface Handler {
    /** Answers the request. */
    void handle(Request request) throws IOException;
  }
}
