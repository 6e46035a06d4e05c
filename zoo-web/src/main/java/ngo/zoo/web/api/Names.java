package ngo.zoo.web.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Enum constants as they stand in JSON and paths: {@code IN_VOTE} is {@code in-vote}. */
public final class Names {
  private Names() {}

  public static String of(Enum<?> constant) {
    return of(constant.name());
  }

  /** For constants that views carry as text. */
  public static String of(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws Refusal {@code value-unknown} naming the field and what it may be
   */
  public static <E extends Enum<E>> E parse(Class<E> type, String field, @Nullable String name) {
    for (E constant : type.getEnumConstants()) {
      if (of(constant).equals(name)) {
        return constant;
      }
    }
    String known =
        Arrays.stream(type.getEnumConstants()).map(Names::of).collect(Collectors.joining(", "));
    throw Refusal.field("value-unknown", field, field + " must be one of: " + known);
  }

  /** As {@link #parse}, null for an absent or empty filter. */
  public static <E extends Enum<E>> @Nullable E filter(
      Class<E> type, String field, @Nullable String name) {
    return name == null || name.isBlank() ? null : parse(type, field, name);
  }
}
