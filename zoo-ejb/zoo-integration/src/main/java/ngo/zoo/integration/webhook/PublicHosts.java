package ngo.zoo.integration.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import ngo.zoo.notices.rules.PublicAddress;

/**
 * Looks a host up once and gives the addresses to connect to. If any of them is not public the host
 * is refused, so that a name with two faces gets no second look.
 *
 * @param resolver where names are looked up
 * @param development allows any address
 */
record PublicHosts(Resolver resolver, boolean development) {
  /** The system's, or a test's. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] all(String host) throws UnknownHostException;
  }

  /** Never empty. */
  List<InetAddress> of(String host) throws IOException {
    List<InetAddress> addresses = List.of(resolver.all(host));
    for (InetAddress address : addresses) {
      if (!development && !PublicAddress.is(address)) {
        throw new IOException(
            "refused: "
                + host
                + " has the address "
                + address.getHostAddress()
                + ", which is not in the public internet");
      }
    }
    return addresses;
  }
}
