package ngo.zoo.gpu.node.chat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import ngo.zoo.gpu.node.model.SampledToken;
import ngo.zoo.keeper.PhraseTokenizer;

/** OpenAI's log-probabilities: of each chosen token and of its likeliest alternatives. */
final class LogProbabilities {

  private LogProbabilities() {}

  static JsonObject of(List<SampledToken> tokens, ChatRequest request) {
    JsonArrayBuilder content = Json.createArrayBuilder();
    for (int position = 0; position < tokens.size(); position++) {
      content.add(entry(tokens.get(position), position == 0, request.topLogProbabilities()));
    }
    return Json.createObjectBuilder().add("content", content).build();
  }

  static JsonObject of(Generation.Piece piece, ChatRequest request) {
    JsonObjectBuilder entry = entry(piece.token(), piece.first(), request.topLogProbabilities());
    return Json.createObjectBuilder().add("content", Json.createArrayBuilder().add(entry)).build();
  }

  private static JsonObjectBuilder entry(SampledToken sampled, boolean first, int alternatives) {
    double[] all = sampled.logProbabilities();
    JsonArrayBuilder top = Json.createArrayBuilder();
    IntStream.range(0, all.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer token) -> all[token]).reversed())
        .limit(alternatives)
        .forEach(token -> top.add(one(token, first, all[token])));
    return one(sampled.token(), first, sampled.logProbability()).add("top_logprobs", top);
  }

  private static JsonObjectBuilder one(int token, boolean first, double logProbability) {
    String text = PhraseTokenizer.piece(token, first);
    JsonArrayBuilder bytes = Json.createArrayBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      bytes.add(b & 255);
    }
    return Json.createObjectBuilder()
        .add("token", text)
        .add("logprob", logProbability)
        .add("bytes", bytes);
  }
}
