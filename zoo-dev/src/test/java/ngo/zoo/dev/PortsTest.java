package ngo.zoo.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void aChosenPortIsKept() {
    Ports ports = new Ports(Map.of(), false);
    assertThat(ports.of("http")).isEqualTo(ports.of("http"));
  }

  @Test
  void partsGetDifferentPorts() {
    Ports ports = new Ports(Map.of(), false);
    assertThat(ports.of("http")).isNotEqualTo(ports.of("management"));
  }

  @Test
  void aRememberedPortThatAStrangerHoldsIsGivenUp() throws IOException {
    try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Ports ports = new Ports(Map.of("http", stranger.getLocalPort()), false);
      ports.renewUnlessFree("http");
      assertThat(ports.of("http")).isNotEqualTo(stranger.getLocalPort());
    }
  }

  @Test
  void aRememberedFreePortIsKept() throws IOException {
    int free;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      free = probe.getLocalPort();
    }
    Ports ports = new Ports(Map.of("http", free), true);
    ports.renewUnlessFree("http");
    assertThat(ports.of("http")).isEqualTo(free);
  }
}
