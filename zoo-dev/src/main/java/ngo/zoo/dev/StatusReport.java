package ngo.zoo.dev;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import ngo.zoo.dev.part.Part;
import ngo.zoo.dev.part.WildflyPart;

/** What runs where, and who can sign in; for people and for programs. */
final class StatusReport {
  private final Stack stack;
  private final Access access;

  StatusReport(Stack stack) {
    this.stack = stack;
    this.access = stack.access();
  }

  String text() {
    StringBuilder text = new StringBuilder("\n");
    for (Part part : stack.parts()) {
      Optional<ProcessHandle> process = stack.process(part.name());
      text.append(
          String.format(
              Locale.ROOT,
              "  %-14s %-9s %s%n",
              part.name(),
              state(part, process),
              process.isPresent()
                  ? part.address() + "  (pid " + process.get().pid() + ")"
                  : stack.off(part.name()).orElse("")));
    }
    if (stack.process(WildflyPart.NAME).isEmpty()) {
      return text.append("\n  Zoo is not up; start it with ./zoo up.\n").toString();
    }
    text.append("\n  Portal   ").append(access.portal()).append("/\n");
    text.append("  OpenAI   base URL ").append(access.openAi());
    text.append("  API key ").append(access.partnerKey()).append('\n');
    text.append("  People   (password = login)\n");
    Access.PEOPLE.forEach(
        it -> text.append(String.format(Locale.ROOT, "    %-8s %s%n", it.login(), it.roles())));
    return text.toString();
  }

  String json() {
    StringWriter out = new StringWriter();
    var factory = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));
    try (var writer = factory.createWriter(out)) {
      writer.write(object());
    }
    return out.toString().strip();
  }

  private JsonObject object() {
    JsonObjectBuilder parts = Json.createObjectBuilder();
    stack.parts().forEach(part -> parts.add(part.name(), part(part)));
    JsonArrayBuilder people = Json.createArrayBuilder();
    Access.PEOPLE.forEach(
        it ->
            people.add(
                Json.createObjectBuilder()
                    .add("login", it.login())
                    .add("password", it.login())
                    .add("roles", it.roles())));
    return Json.createObjectBuilder()
        .add("up", stack.isUp())
        .add("urls", urls())
        .add("parts", parts)
        .add("people", people)
        .add("keycloak_admin", credential("admin", access.keycloakAdminPassword()))
        .add("partner_client", credential("acme", access.acmeSecret()))
        .add(
            "openai",
            Json.createObjectBuilder()
                .add("baseURL", access.openAi())
                .add("apiKey", access.partnerKey()))
        .add("versions", versions())
        .build();
  }

  private JsonObjectBuilder part(Part part) {
    Optional<ProcessHandle> process = stack.process(part.name());
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("state", state(part, process))
            .add("address", part.address())
            .add("log", stack.log(part.name()).toString());
    process.ifPresent(it -> json.add("pid", it.pid()));
    stack.off(part.name()).ifPresent(reason -> json.add("reason", reason));
    JsonObjectBuilder ports = Json.createObjectBuilder();
    part.ports().forEach(name -> ports.add(name, stack.port(name)));
    return json.add("ports", ports);
  }

  private JsonObjectBuilder urls() {
    return Json.createObjectBuilder()
        .add("portal", access.portal() + "/")
        .add("api", access.portal() + "/api/v1")
        .add("openai", access.openAi())
        .add("realm", access.realm())
        .add("health", access.management() + "/health");
  }

  private JsonObjectBuilder versions() {
    return Json.createObjectBuilder()
        .add("zoo", Versions.of("zoo"))
        .add("wildfly", Versions.of("wildfly"))
        .add("keycloak", Versions.of("keycloak"))
        .add("postgresql", Versions.of("postgresql"))
        .add("djl", Versions.of("djl"))
        .add("java", System.getProperty("java.version"));
  }

  private static JsonObjectBuilder credential(String id, String secret) {
    return Json.createObjectBuilder().add("id", id).add("secret", secret);
  }

  private String state(Part part, Optional<ProcessHandle> process) {
    if (process.isEmpty()) {
      return stack.off(part.name()).isPresent() ? "off" : "down";
    }
    return part.isReady() ? "ready" : "not ready";
  }
}
