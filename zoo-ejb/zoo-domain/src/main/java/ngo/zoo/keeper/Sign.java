package ngo.zoo.keeper;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The animal a sign shows. The order is the order of the model's tokens. */
public enum Sign {
  OTTER,
  LYNX,
  HERON,
  TAPIR,
  IBIS,
  GECKO,
  OKAPI,
  BISON,
  LEMUR,
  KOALA,
  PANDA,
  ZEBRA,
  CAMEL,
  MOOSE,
  RAVEN,
  STORK,
  VIPER,
  WHALE,
  TROUT,
  SQUID,
  FINCH,
  EGRET,
  DINGO,
  HYENA;

  /** The animal's name in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The sign of this name, whatever its case. */
  public static Optional<Sign> ofWord(String word) {
    return Arrays.stream(values()).filter(sign -> sign.name().equalsIgnoreCase(word)).findFirst();
  }

  /** All names, for messages that say what is understood. */
  public static String words() {
    return Arrays.stream(values()).map(Sign::word).collect(Collectors.joining(", "));
  }
}
