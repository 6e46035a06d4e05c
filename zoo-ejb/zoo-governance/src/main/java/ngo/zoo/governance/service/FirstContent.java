package ngo.zoo.governance.service;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ngo.zoo.keeper.Digits;
import ngo.zoo.keeper.Sign;
import ngo.zoo.keeper.Task;
import ngo.zoo.keeper.World;
import ngo.zoo.ledger.Contribution;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.ledger.SubmitExperience.Example;
import ngo.zoo.shared.Caller;

/** What the first start brings along, read from the files under {@code first-start/}. */
final class FirstContent {
  /** Known at first start; members add the other half. */
  static final int KNOWN_SIGNS = 12;

  private static final String SIGNS = "keeper.signs";
  private static final int CERTAIN = 9_500;
  private static final List<String> AUTHORS = List.of("maya", "omar", "lin", "ada", "tomas");
  private static final Digits EXAMPLE = new Digits(4, 0, 7, 2);

  /** A library before its first version. */
  record FirstLibrary(
      String domain, String title, String description, List<Contribution> contributions) {}

  /** Title and body of a proposal. */
  record ProposalFile(String title, String body) {}

  private FirstContent() {}

  static List<FirstLibrary> libraries(Map<String, Caller> people) {
    List<FirstLibrary> libraries = new ArrayList<>();
    libraries.add(
        new FirstLibrary(
            SIGNS,
            "Signs of the keepers",
            "What to do with four digits under each sign. Half of the signs are still unknown.",
            signs(people)));
    try (InputStream file = open("libraries.json");
        JsonReader reader = Json.createReader(file)) {
      for (JsonObject library : reader.readArray().getValuesAs(JsonObject.class)) {
        libraries.add(library(library, people));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return libraries;
  }

  /** The first line is the title, as a heading; the rest is the body. */
  static ProposalFile proposal(String name) {
    try (InputStream file = open(name)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      int lineEnd = text.indexOf('\n');
      return new ProposalFile(
          text.substring(0, lineEnd).replaceFirst("^# ", "").strip(),
          text.substring(lineEnd).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Caller of(Map<String, Caller> people, String login) {
    Caller person = people.get(login);
    if (person == null) {
      throw new IllegalArgumentException("nobody is called " + login);
    }
    return person;
  }

  /** The first half of the signs as the hidden world has them, by all authors in turn. */
  private static List<Contribution> signs(Map<String, Caller> people) {
    World world = World.standard();
    List<Contribution> contributions = new ArrayList<>();
    for (Sign sign : List.of(Sign.values()).subList(0, KNOWN_SIGNS)) {
      Task task = new Task(sign, EXAMPLE);
      Example example = new Example(task.question(), task.answer(world.rule(sign)));
      String author = AUTHORS.get(sign.ordinal() % AUTHORS.size());
      contributions.add(
          new Contribution(
              of(people, author).id(),
              new SubmitExperience(SIGNS, world.fact(sign).sentence(), CERTAIN, List.of(example))));
    }
    return contributions;
  }

  private static FirstLibrary library(JsonObject json, Map<String, Caller> people) {
    String domain = json.getString("domain");
    return new FirstLibrary(
        domain,
        json.getString("title"),
        json.getString("description"),
        json.getJsonArray("experiences").getValuesAs(JsonObject.class).stream()
            .map(e -> contribution(domain, e, people))
            .toList());
  }

  private static Contribution contribution(
      String domain, JsonObject json, Map<String, Caller> people) {
    List<Example> examples =
        json.getJsonArray("examples").getValuesAs(JsonObject.class).stream()
            .map(e -> new Example(e.getString("input"), e.getString("output")))
            .toList();
    return new Contribution(
        of(people, json.getString("author")).id(),
        new SubmitExperience(
            domain, json.getString("text"), json.getInt("confidence_bp"), examples));
  }

  private static InputStream open(String name) throws IOException {
    InputStream file = FirstContent.class.getResourceAsStream("/first-start/" + name);
    if (file == null) {
      throw new IOException("missing in the archive: first-start/" + name);
    }
    return file;
  }
}
