package ngo.zoo.routing.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.persistence.SecretBox;
import ngo.zoo.persistence.routing.QueuedQuery;
import ngo.zoo.persistence.routing.Transcript;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.Exchange;
import ngo.zoo.routing.Exchange.GivenExperience;
import ngo.zoo.routing.Question;
import ngo.zoo.shared.JsonOut;

/** Seals what was asked and answered, and opens it again; each text for its own row alone. */
@ApplicationScoped
public class SealedTexts {
  @Inject private SecretBox box;

  /** For the container. */
  public SealedTexts() {}

  SealedTexts(SecretBox box) {
    this.box = box;
  }

  /** An exchange to be kept until then. */
  public Transcript transcript(Exchange exchange, Instant expires) {
    UUID id = exchange.answer().receiptId();
    JsonOut json = new JsonOut().open('{').name("question");
    QuestionJson.add(json, exchange.question()).member("seed", exchange.seed());
    json.name("experiences").open('[');
    for (GivenExperience one : exchange.experiences()) {
      json.open('{').member("id", one.id().toString()).member("text", one.text()).close('}');
    }
    AnswerJson.add(json.close(']').name("answer"), exchange.answer()).close('}');
    return new Transcript(id, seal(Transcript.place(id), json), expires);
  }

  public Exchange exchange(Transcript transcript) {
    JsonObject json = open(Transcript.place(transcript.queryId()), transcript.sealed());
    List<GivenExperience> given =
        json.getJsonArray("experiences").getValuesAs(JsonObject.class).stream()
            .map(
                one ->
                    new GivenExperience(
                        UUID.fromString(one.getString("id")), one.getString("text")))
            .toList();
    return new Exchange(
        QuestionJson.read(json.getJsonObject("question")),
        json.getJsonNumber("seed").longValueExact(),
        given,
        AnswerJson.read(json.getJsonObject("answer")));
  }

  /** A question for its row of queries that are answered later. */
  public byte[] question(UUID id, Question question) {
    return seal(QueuedQuery.place(id), QuestionJson.add(new JsonOut(), question));
  }

  public Question question(QueuedQuery query) {
    return QuestionJson.read(open(QueuedQuery.place(query.id()), query.sealedQuestion()));
  }

  /** An answer for the same row. */
  public byte[] answer(UUID id, Answer answer) {
    return seal(QueuedQuery.place(id), AnswerJson.add(new JsonOut(), answer));
  }

  public Answer answer(UUID id, byte[] sealed) {
    return AnswerJson.read(open(QueuedQuery.place(id), sealed));
  }

  private byte[] seal(String place, JsonOut json) {
    return box.seal(place, json.bytes());
  }

  private JsonObject open(String place, byte[] sealed) {
    try (JsonReader reader =
        Json.createReader(
            new StringReader(new String(box.open(place, sealed), StandardCharsets.UTF_8)))) {
      return reader.readObject();
    }
  }
}
