package ngo.zoo.dev.part;

import java.nio.file.Path;

/** The JDK this program runs on, which is also the one for every part. */
final class Jdk {
  private Jdk() {}

  static String home() {
    return System.getProperty("java.home");
  }

  static String java() {
    return Path.of(home(), "bin", "java").toString();
  }
}
