package ngo.zoo.gpu.node.embedding;

import ai.djl.modality.nlp.Vocabulary;
import ai.djl.modality.nlp.bert.BertFullTokenizer;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** BERT's lower-case word pieces over the vocabulary of a tokenizer.json file. */
final class WordPieces {

  private static final String UNKNOWN = "[UNK]";
  private static final int LONGEST = 512;

  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<Long, String> pieces = new HashMap<>();
  private final BertFullTokenizer tokenizer;

  WordPieces(InputStream tokenizerJson) {
    try (JsonReader reader = Json.createReader(tokenizerJson)) {
      JsonObject vocabulary = reader.readObject().getJsonObject("model").getJsonObject("vocab");
      for (String piece : vocabulary.keySet()) {
        JsonNumber number = vocabulary.getJsonNumber(piece);
        numbers.put(piece, number.longValueExact());
        pieces.put(number.longValueExact(), piece);
      }
    }
    tokenizer = new BertFullTokenizer(new Known(), true);
  }

  /** The numbers of a text's pieces between [CLS] and [SEP], cut at 512. */
  long[] numbers(String text) {
    List<String> words = tokenizer.tokenize(text);
    int kept = Math.min(words.size(), LONGEST - 2);
    long[] result = new long[kept + 2];
    result[0] = number("[CLS]");
    for (int i = 0; i < kept; i++) {
      result[i + 1] = number(words.get(i));
    }
    result[kept + 1] = number("[SEP]");
    return result;
  }

  private long number(String piece) {
    Long number = numbers.get(piece);
    return number != null ? number : Objects.requireNonNull(numbers.get(UNKNOWN));
  }

  private final class Known implements Vocabulary {
    @Override
    public String getToken(long index) {
      return pieces.getOrDefault(index, UNKNOWN);
    }

    @Override
    public boolean contains(String token) {
      return numbers.containsKey(token);
    }

    @Override
    public long getIndex(String token) {
      return number(token);
    }

    @Override
    public long size() {
      return numbers.size();
    }
  }
}
