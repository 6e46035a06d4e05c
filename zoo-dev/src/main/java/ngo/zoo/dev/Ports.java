package ngo.zoo.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The TCP ports of one stack. A port once chosen is kept between runs while it is free; else the
 * well-known one is taken, else any. All parts listen on the loopback address only.
 */
public final class Ports {
  private static final Map<String, Integer> WELL_KNOWN =
      Map.of(
          "http",
          8080,
          "management",
          9990,
          "keycloak",
          8180,
          "postgres",
          54320,
          "chain",
          8545,
          "operator",
          8091,
          "provider",
          8092);

  private final Map<String, Integer> chosen;
  private final boolean wellKnownFirst;

  Ports(Map<String, Integer> remembered, boolean wellKnownFirst) {
    this.chosen = new TreeMap<>(remembered);
    this.wellKnownFirst = wellKnownFirst;
  }

  /** The port of a part that is running or about to be started. */
  public synchronized int of(String name) {
    return chosen.computeIfAbsent(name, this::find);
  }

  /** Gives up a remembered port that a stranger holds now; called only while the part is down. */
  synchronized void renewUnlessFree(String name) {
    Integer port = chosen.get(name);
    if (port != null && !isFree(port)) {
      chosen.remove(name);
    }
  }

  synchronized Map<String, Integer> all() {
    return Collections.unmodifiableMap(new TreeMap<>(chosen));
  }

  private int find(String name) {
    int wellKnown = WELL_KNOWN.getOrDefault(name, 0);
    if (wellKnownFirst && wellKnown > 0 && isFree(wellKnown)) {
      return wellKnown;
    }
    int any;
    do {
      any = anyFree();
    } while (chosen.containsValue(any));
    return any;
  }

  private static int anyFree() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No free TCP port on this machine", e);
    }
  }

  /** Browsers try ::1 for "localhost" too, so a port must be free there as well. */
  private static boolean isFree(int port) {
    return canBind("127.0.0.1", port) && (canBind("::1", port) || !canBind("::1", 0));
  }

  private static boolean canBind(String address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
