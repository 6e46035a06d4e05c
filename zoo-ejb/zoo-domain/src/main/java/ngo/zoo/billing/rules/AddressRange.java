package ngo.zoo.billing.rules;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ngo.zoo.shared.Refusal;

/**
 * A range of IP addresses in CIDR notation (RFC 4632, RFC 4291): {@code 192.0.2.0/24}, {@code
 * 2001:db8::/32}, or a single address. Names are never looked up.
 */
public record AddressRange(InetAddress network, int bits) {
  private static final Pattern DOTTED = Pattern.compile("\\d+(\\.\\d+){3}");
  private static final int MOST_RANGES = 32;

  /**
   * @throws Refusal {@code address-invalid}
   */
  public static AddressRange of(String text) {
    String[] parts = text.split("/", 2);
    try {
      InetAddress network = literal(parts[0]);
      int all = network.getAddress().length * Byte.SIZE;
      int bits = parts.length == 1 ? all : Integer.parseInt(parts[1]);
      if (bits >= 0 && bits <= all) {
        return new AddressRange(network, bits);
      }
    } catch (IllegalArgumentException unreadable) {
      // Told below, as any other text that is no range.
    }
    throw Refusal.field(
        "address-invalid",
        "addresses",
        text + " is no address range; write it like 192.0.2.0/24 or 2001:db8::/32");
  }

  /**
   * Reads ranges separated by blanks or commas.
   *
   * @throws Refusal {@code address-invalid}
   */
  public static List<AddressRange> parse(String text) {
    List<AddressRange> ranges =
        Arrays.stream(text.split("[\\s,]+"))
            .filter(part -> !part.isEmpty())
            .map(AddressRange::of)
            .distinct()
            .toList();
    if (ranges.size() > MOST_RANGES) {
      throw Refusal.field(
          "address-invalid", "addresses", "A key may have " + MOST_RANGES + " address ranges");
    }
    return ranges;
  }

  /** Ranges separated by blanks. */
  public static String text(List<AddressRange> ranges) {
    return ranges.stream().map(AddressRange::toString).collect(Collectors.joining(" "));
  }

  /** Whether the address lies in one of the ranges; no ranges at all allow any. */
  public static boolean allow(List<AddressRange> ranges, String address) {
    return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(address));
  }

  /** Whether the literal address lies in this range; what is no address lies in none. */
  public boolean contains(String address) {
    byte[] given;
    try {
      given = literal(address).getAddress();
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
    byte[] own = network.getAddress();
    return given.length == own.length && samePrefix(own, given);
  }

  /** Four numbers or colons; shorter forms of IPv4 such as 10.1 are more often typos. */
  private static InetAddress literal(String text) {
    if (!text.contains(":") && !DOTTED.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    return InetAddress.ofLiteral(text);
  }

  private boolean samePrefix(byte[] own, byte[] given) {
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((own[bit / Byte.SIZE] ^ given[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + bits;
  }
}
