package ngo.zoo.dev;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a stack must remember between two commands: its ports, processes and parts left off. */
public final class StackState {
  private final Path file;
  private final Ports ports;
  private final Map<String, Started> processes = new TreeMap<>();
  private final Map<String, String> off = new TreeMap<>();

  private StackState(Path file, Ports ports) {
    this.file = file;
    this.ports = ports;
  }

  /** Reads {@code state.json} of the workspace, or begins an empty one. */
  public static StackState load(Workspace workspace) {
    Path file = workspace.data().resolve("state.json");
    JsonObject json = read(file);
    Map<String, Integer> remembered = new TreeMap<>();
    object(json, "ports").forEach((name, value) -> remembered.put(name, number(value).intValue()));
    StackState state = new StackState(file, new Ports(remembered, workspace.defaultPorts()));
    object(json, "processes")
        .forEach((name, value) -> state.processes.put(name, started(value.asJsonObject())));
    JsonObject left = object(json, "off");
    left.keySet().forEach(name -> state.off.put(name, left.getString(name)));
    return state;
  }

  public Ports ports() {
    return ports;
  }

  /** The living process of a part. */
  public synchronized Optional<ProcessHandle> process(String part) {
    return Optional.ofNullable(processes.get(part)).flatMap(Started::process);
  }

  /** What a part's own process, which is dead, has started and left: it may hold the port still. */
  synchronized List<ProcessHandle> leftBehind(String part, Path data) {
    Started started = processes.get(part);
    return started == null ? List.of() : started.leftBehind(data);
  }

  /** Whether the part was started from what this stamp describes. */
  public synchronized boolean isCurrent(String part, String stamp) {
    Started started = processes.get(part);
    return started != null && started.stamp().equals(stamp);
  }

  /** Why a part is left off, if it is. */
  public synchronized Optional<String> off(String part) {
    return Optional.ofNullable(off.get(part));
  }

  synchronized void started(String part, Started process) {
    off.remove(part);
    processes.put(part, process);
    save();
  }

  synchronized void stopped(String part) {
    processes.remove(part);
    save();
  }

  synchronized void leftOff(String part, String reason) {
    processes.remove(part);
    off.put(part, reason);
    save();
  }

  /** Written beside and moved over, so that a reader never sees half a file. */
  synchronized void save() {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path fresh = file.resolveSibling("state.json.new");
      Files.writeString(fresh, json().toString());
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private JsonObject json() {
    JsonObjectBuilder portsJson = Json.createObjectBuilder();
    ports.all().forEach(portsJson::add);
    JsonObjectBuilder processesJson = Json.createObjectBuilder();
    processes.forEach(
        (name, it) ->
            processesJson.add(
                name,
                Json.createObjectBuilder()
                    .add("pid", it.pid())
                    .add("started_at", it.startedAt())
                    .add("stamp", it.stamp())));
    JsonObjectBuilder offJson = Json.createObjectBuilder();
    off.forEach(offJson::add);
    return Json.createObjectBuilder()
        .add("ports", portsJson)
        .add("processes", processesJson)
        .add("off", offJson)
        .build();
  }

  private static JsonObject read(Path file) {
    if (!Files.exists(file)) {
      return JsonObject.EMPTY_JSON_OBJECT;
    }
    try (var reader = Json.createReader(Files.newBufferedReader(file))) {
      return reader.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static JsonObject object(JsonObject json, String name) {
    return json.containsKey(name) ? json.getJsonObject(name) : JsonObject.EMPTY_JSON_OBJECT;
  }

  private static Number number(jakarta.json.JsonValue value) {
    return ((jakarta.json.JsonNumber) value).numberValue();
  }

  private static Started started(JsonObject json) {
    return new Started(
        json.getJsonNumber("pid").longValue(),
        json.getJsonNumber("started_at").longValue(),
        json.getString("stamp"));
  }
}
