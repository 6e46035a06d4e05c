package ngo.zoo.web.api;

import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Fields a request must have. */
public final class RequiredField {
  private RequiredField() {}

  /**
   * @throws Refusal {@code field-missing}
   */
  public static <T> T of(String field, @Nullable T value) {
    if (value == null || value instanceof String text && text.isBlank()) {
      throw Refusal.field("field-missing", field, field + " is missing");
    }
    return value;
  }
}
