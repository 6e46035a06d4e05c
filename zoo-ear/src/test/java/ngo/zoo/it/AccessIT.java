package ngo.zoo.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ngo.zoo.dev.client.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every operation of the API by every kind of caller. {@code access.txt} says who may use each of
 * them; the operations themselves come from the OpenAPI document, so a new one without a line there
 * fails here.
 */
@ExtendWith(StackExtension.class)
class AccessIT {
  /** Who an operation is for. */
  private enum Audience {
    /** Everybody, also without signing in. */
    PUBLIC,
    /** Who is signed in; shows and changes the caller's own only. */
    SIGNED_IN,
    /** Partners and staff, bounded to the caller's own organisation. */
    TENANT,
    STAFF
  }

  /** An operation of the document, such as {@code GET /api/v1/me}. */
  private record Operation(String method, String path) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
  private static final Pattern NAME = Pattern.compile("\\{([^}:]+)[^}]*}");
  private static final Pattern THING =
      Pattern.compile("(.*/\\{organisation}/[a-z-]+)/\\{([a-z_]+)}.*");
  private static final List<String> STRANGERS =
      List.of("maya", "petra", "paula", Zoo.PARTNER, Zoo.CLIENT);

  private final Zoo zoo = Zoo.shared();
  private final Map<Operation, Audience> table = table();
  private final String acme = organisation("acme", "Acme Research");
  private final String other = organisation("access-it", "Access Test");

  @Test
  void everyOperationSaysWhomItIsFor() {
    assertThat(table.keySet().stream().map(Operation::toString))
        .containsExactlyInAnyOrderElementsOf(
            operations().stream().map(Operation::toString).toList());
  }

  @Test
  void withoutSigningInOnlyPublicOperationsAnswer() {
    List<String> wrong = new ArrayList<>();
    table.forEach(
        (operation, audience) -> {
          Reply reply = call(Zoo.NOBODY, operation, Map.of());
          if (audience != Audience.PUBLIC && reply.status() != 401 || reply.status() >= 500) {
            wrong.add(operation + " answered " + reply.status());
          }
        });
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatIsForStaffAnswersNobodyElse() {
    List<String> wrong = new ArrayList<>();
    of(Audience.STAFF)
        .forEach(
            operation ->
                STRANGERS.forEach(
                    who -> {
                      int status = call(who, operation, Map.of()).status();
                      boolean read = operation.method().equals("GET");
                      if (read ? status != 403 : status < 400 || status >= 500) {
                        wrong.add(operation + " answered " + who + " with " + status);
                      }
                    }));
    assertThat(wrong).isEmpty();
  }

  @Test
  void anotherOrganisationIsNotThereForAnybodyAndNothingOfItLeaks() {
    Map<String, String> ids = idsOf(other);
    List<String> wrong = new ArrayList<>();
    of(Audience.TENANT)
        .filter(operation -> operation.path().contains("{organisation}"))
        .forEach(
            operation -> {
              for (String who : STRANGERS) {
                Reply reply = call(who, operation, ids);
                boolean partner = !Set.of("maya", "petra").contains(who);
                boolean read = operation.method().equals("GET");
                boolean refused =
                    read && partner
                        ? reply.status() == 404 || reply.status() == 400
                        : reply.status() >= 400 && reply.status() < 500;
                if (!refused || reply.body().contains("Access Test")) {
                  wrong.add(operation + " answered " + who + " with " + reply.status());
                }
              }
            });
    assertThat(wrong).isEmpty();
  }

  @Test
  void idsOfAnotherOrganisationAreNotFoundUnderOnesOwn() {
    Map<String, String> ids = new HashMap<>(idsOf(other));
    ids.put("organisation", acme);
    List<String> wrong = new ArrayList<>();
    of(Audience.TENANT)
        .filter(operation -> parameters(operation).size() > 1)
        .filter(operation -> parameters(operation).contains("organisation"))
        .forEach(
            operation -> {
              Reply reply = call("paula", operation, ids);
              if (reply.status() != 404 && reply.status() != 400 || reply.body().contains(other)) {
                wrong.add(operation + " answered " + reply.status() + " " + reply.body());
              }
            });
    assertThat(wrong).isEmpty();
  }

  @Test
  void aPartnerReadsItsOwn() {
    List<String> wrong = new ArrayList<>();
    of(Audience.TENANT)
        .filter(operation -> operation.method().equals("GET"))
        .filter(operation -> parameters(operation).equals(Set.of("organisation")))
        .forEach(
            operation -> {
              int status = call("paula", operation, Map.of("organisation", acme)).status();
              if (status >= 500 || status == 401 || status == 403 || status == 404) {
                wrong.add(operation + " answered " + status);
              }
            });
    assertThat(wrong).isEmpty();
  }

  private Stream<Operation> of(Audience audience) {
    return table.entrySet().stream()
        .filter(line -> line.getValue() == audience)
        .map(Map.Entry::getKey);
  }

  /** Things of the organisation by the name that paths give them, as far as it has some. */
  private Map<String, String> idsOf(String organisation) {
    Map<String, String> ids = new HashMap<>(Map.of("organisation", organisation));
    lists()
        .forEach(
            (name, path) -> {
              Reply reply = zoo.get("sam", path.replace("{organisation}", organisation));
              if (reply.status() == 200) {
                reply.items().getValuesAs(JsonObject.class).stream()
                    .findFirst()
                    .ifPresent(item -> ids.put(name, item.getString("id")));
              }
            });
    return ids;
  }

  /** Where things with an id in a path are listed: {@code key} by {@code …/keys}. */
  private Map<String, String> lists() {
    Map<String, String> lists = new TreeMap<>();
    of(Audience.TENANT)
        .map(Operation::path)
        .map(THING::matcher)
        .filter(Matcher::matches)
        .forEach(path -> lists.put(path.group(2), path.group(1)));
    return lists;
  }

  private Reply call(String who, Operation operation, Map<String, String> ids) {
    String path =
        NAME.matcher(operation.path())
            .replaceAll(
                name ->
                    ids.getOrDefault(
                        name.group(1),
                        name.group(1).equals("number")
                            ? "1"
                            : name.group(1).equals("organisation")
                                ? other
                                : new UUID(0, 4711).toString()));
    boolean body = !operation.method().equals("GET") && !operation.method().equals("DELETE");
    return zoo.send(who, operation.method(), path, body ? "{}" : "");
  }

  private static Set<String> parameters(Operation operation) {
    Set<String> names = new TreeSet<>();
    NAME.matcher(operation.path()).results().forEach(name -> names.add(name.group(1)));
    return names;
  }

  private List<Operation> operations() {
    JsonObject paths =
        zoo.get(Zoo.NOBODY, "/openapi?format=JSON").expect(200).json().getJsonObject("paths");
    List<Operation> operations = new ArrayList<>();
    paths.forEach(
        (path, item) ->
            item.asJsonObject().keySet().stream()
                .filter(METHODS::contains)
                .forEach(
                    method ->
                        operations.add(new Operation(method.toUpperCase(Locale.ROOT), path))));
    return operations;
  }

  private String organisation(String client, String name) {
    return zoo.get("sam", "/api/v1/organisations?size=200").expect(200).items().stream()
        .map(JsonValue::asJsonObject)
        .filter(row -> row.getString("name").equals(name))
        .map(row -> row.getString("id"))
        .findFirst()
        .orElseGet(
            () ->
                zoo.post(
                        "sam",
                        "/api/v1/organisations",
                        "{\"name\":\"%s\",\"client_id\":\"%s\"}".formatted(name, client))
                    .expect(201)
                    .json()
                    .getString("id"));
  }

  private static Map<Operation, Audience> table() {
    try (InputStream lines = AccessIT.class.getResourceAsStream("access.txt")) {
      Map<Operation, Audience> table =
          new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
      new String(lines.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.trim().split("\\s+"))
          .forEach(word -> table.put(new Operation(word[1], word[2]), Audience.valueOf(word[0])));
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
