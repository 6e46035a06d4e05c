package ngo.zoo.notices.rules;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import ngo.zoo.billing.rules.AddressRange;

/**
 * Which addresses lie in the public internet, by the special-purpose registries of IANA (RFC 6890):
 * everything else, above all the server's own network, is none of a webhook's business.
 */
public final class PublicAddress {
  /** Loopback, private, shared (CGNAT), link-local with the metadata services, multicast … */
  private static final List<AddressRange> SPECIAL_4 =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /**
   * All of IPv6 that is given out so far. Unique-local, link-local, multicast, mapped IPv4 and its
   * translation (64:ff9b::/96) lie outside.
   */
  private static final AddressRange GLOBAL_6 = AddressRange.of("2000::/3");

  /** Protocol assignments with Teredo, documentation, 6to4: they lead elsewhere or nowhere. */
  private static final List<AddressRange> SPECIAL_6 =
      ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private PublicAddress() {}

  public static boolean is(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet4Address
        ? none(SPECIAL_4, text)
        : GLOBAL_6.contains(text) && none(SPECIAL_6, text);
  }

  private static boolean none(List<AddressRange> ranges, String address) {
    return ranges.stream().noneMatch(range -> range.contains(address));
  }

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).map(AddressRange::of).toList();
  }
}
