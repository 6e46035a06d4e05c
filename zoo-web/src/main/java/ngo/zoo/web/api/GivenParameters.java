package ngo.zoo.web.api;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Reads parameters of paths and queries. One that cannot be read is refused by its name: 400 in a
 * query, 404 in a path, where it names nothing there is.
 */
@Provider
public final class GivenParameters implements ParamConverterProvider {
  /** What a parameter must be, in words, and how it is read. */
  private record Form(String words, Function<String, ?> reader) {}

  private static final Form WHOLE = new Form("a whole number", Integer::valueOf);
  private static final Form TRUTH = new Form("true or false", GivenParameters::truth);
  private static final Map<Class<?>, Form> FORMS =
      Map.of(
          UUID.class, new Form("an id, a UUID", GivenParameters::id),
          Integer.class, WHOLE,
          int.class, WHOLE,
          Boolean.class, TRUTH,
          boolean.class, TRUTH);

  @Override
  public <T> @Nullable ParamConverter<T> getConverter(
      Class<T> type, Type generic, Annotation[] on) {
    Form form = FORMS.get(type);
    return form == null
        ? null
        : name(on).<ParamConverter<T>>map(field -> new Reading<>(form, field)).orElse(null);
  }

  private static Optional<Field> name(Annotation[] on) {
    return Stream.of(on)
        .flatMap(
            annotation ->
                switch (annotation) {
                  case PathParam path -> Stream.of(new Field(path.value(), Refusal.Kind.NOT_FOUND));
                  case QueryParam query ->
                      Stream.of(new Field(query.value(), Refusal.Kind.INVALID));
                  default -> Stream.empty();
                })
        .findFirst();
  }

  /** Shorter ones that the JDK fills up would give one thing many addresses. */
  private static UUID id(String text) {
    UUID id = UUID.fromString(text);
    if (text.length() != 36) {
      throw new IllegalArgumentException(text);
    }
    return id;
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private record Field(String name, Refusal.Kind kind) {
    Refusal refusal(String words) {
      String detail = name + " must be " + words;
      return new Refusal(kind, "parameter-unreadable", detail, Map.of(name, detail));
    }
  }

  private record Reading<T>(Form form, Field field) implements ParamConverter<T> {
    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The form is that of the type
    public T fromString(String text) {
      try {
        return (T) form.reader().apply(text.strip());
      } catch (IllegalArgumentException unreadable) {
        throw field.refusal(form.words());
      }
    }

    @Override
    public String toString(T value) {
      return String.valueOf(value);
    }
  }
}
