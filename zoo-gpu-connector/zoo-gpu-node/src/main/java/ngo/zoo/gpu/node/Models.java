package ngo.zoo.gpu.node;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ngo.zoo.gpu.node.embedding.Embedder;
import ngo.zoo.gpu.node.model.KeeperModel;
import ngo.zoo.gpu.node.model.Sampler;
import ngo.zoo.gpu.node.model.TokenModel;
import ngo.zoo.keeper.Digits;
import ngo.zoo.keeper.PhraseTokenizer;
import ngo.zoo.keeper.Sign;
import ngo.zoo.keeper.Task;

/** What a node has loaded; a provider needs no embedder and the operator no chat model. */
public record Models(Optional<TokenModel> chat, Optional<Embedder> embedder) {

  /**
   * A model by id.
   *
   * @param sha256 of the weights
   */
  public record Loaded(String id, String sha256) {}

  private static final int WARM_UPS = 50;

  /** Loads what ships with the node for its role. */
  public static Models load(NodeRole role) {
    return load(role, KeeperModel::shipped);
  }

  /** Loads what the role serves and uses it a little, so that the first client need not wait. */
  static Models load(NodeRole role, Supplier<KeeperModel> chatModel) {
    if (role == NodeRole.OPERATOR) {
      Embedder embedder = Embedder.shipped();
      embedder.embed("The first text takes longest.");
      return new Models(Optional.empty(), Optional.of(embedder));
    }
    KeeperModel model = chatModel.get();
    List<Integer> prompt = PhraseTokenizer.tokens(new Task(Sign.OTTER, new Digits(4, 0, 7, 2)));
    for (int i = 0; i < WARM_UPS; i++) {
      model.generate(prompt, Sampler.greedy(), 6, token -> true);
    }
    return new Models(Optional.of(model), Optional.empty());
  }

  /** Frees what the chat model takes; nobody may be using it any more. */
  void close() {
    chat.ifPresent(TokenModel::close);
  }

  /** Every model. */
  public List<Loaded> loaded() {
    return Stream.concat(
            chat.stream().map(model -> new Loaded(KeeperModel.ID, model.sha256())),
            embedder.stream().map(model -> new Loaded(Embedder.ID, model.sha256())))
        .toList();
  }
}
