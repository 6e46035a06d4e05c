package ngo.zoo.dev.part;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How a part's process is started: command line, additional environment, working folder. */
public record Launch(List<String> command, Map<String, String> environment, Path folder) {
  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
