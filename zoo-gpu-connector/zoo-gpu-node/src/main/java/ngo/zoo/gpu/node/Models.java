package ngo.zoo.gpu.node;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ngo.zoo.gpu.node.embedding.Embedder;
import ngo.zoo.gpu.node.model.KeeperModel;
import ngo.zoo.gpu.node.model.TokenModel;

/** What a node has loaded; a provider needs no embedder and the operator no chat model. */
public record Models(Optional<TokenModel> chat, Optional<Embedder> embedder) {

  /**
   * A model by id.
   *
   * @param sha256 of the weights
   */
  public record Loaded(String id, String sha256) {}

  /**
   * Loads what the role serves and answers once with it, so that the first client need not wait.
   */
  public static Models load(NodeRole role) {
    if (role == NodeRole.OPERATOR) {
      Embedder embedder = Embedder.shipped();
      embedder.embed("The first text takes longest.");
      return new Models(Optional.empty(), Optional.of(embedder));
    }
    return new Models(Optional.of(KeeperModel.shipped()), Optional.empty());
  }

  /** Every model. */
  public List<Loaded> loaded() {
    return Stream.concat(
            chat.stream().map(model -> new Loaded(KeeperModel.ID, model.sha256())),
            embedder.stream().map(model -> new Loaded(Embedder.ID, model.sha256())))
        .toList();
  }
}
