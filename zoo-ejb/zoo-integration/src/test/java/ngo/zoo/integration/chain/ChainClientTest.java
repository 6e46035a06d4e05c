package ngo.zoo.integration.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Credentials;

class ChainClientTest {
  /** A thread that is left would keep the class loader of every deployment there ever was. */
  @Test
  void leavesNoThreadBehind() {
    Credentials sender = Credentials.create("11".repeat(32));
    ChainSettings settings = new ChainSettings(URI.create("http://127.0.0.1:9"), 31_337, sender, 1);
    new ChainClient(settings).close();
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!left().isEmpty() && System.nanoTime() - until < 0) {
      Thread.onSpinWait();
    }
    assertThat(left()).isEmpty();
  }

  private static List<String> left() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("Rx"))
        .toList();
  }
}
