package ngo.zoo.dev.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A cheap fingerprint of files: their sizes and times. */
final class Stamp {
  private Stamp() {}

  static String of(Path... files) {
    return Arrays.stream(files).map(Stamp::one).collect(Collectors.joining(","));
  }

  private static String one(Path file) {
    try {
      return Files.exists(file)
          ? file.getFileName()
              + ":"
              + Files.size(file)
              + ":"
              + Files.getLastModifiedTime(file).toMillis()
          : file.getFileName() + ":none";
    } catch (IOException e) {
      return file.getFileName() + ":unreadable";
    }
  }
}
