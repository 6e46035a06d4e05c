package ngo.zoo.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HttpMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import ngo.zoo.web.api.chat.OpenAiApi;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;

/** What generated clients and readers of the API document rely on. */
class OperationsTest {
  private static List<Method> operations() {
    return Stream.of(new ZooApi().getClasses(), new OpenAiApi().getClasses())
        .flatMap(Set::stream)
        .distinct()
        .flatMap(resource -> Stream.of(resource.getDeclaredMethods()))
        .filter(OperationsTest::answersHttp)
        .toList();
  }

  private static boolean answersHttp(Method method) {
    return Stream.of(method.getAnnotations())
        .map(Annotation::annotationType)
        .anyMatch(type -> type.isAnnotationPresent(HttpMethod.class));
  }

  private static String id(Method method) {
    Operation operation = method.getAnnotation(Operation.class);
    return operation == null ? "" : operation.operationId();
  }

  @Test
  void everyOperationHasAnIdAndASummary() {
    assertThat(operations()).hasSizeGreaterThan(200);
    assertThat(operations())
        .allSatisfy(
            method -> {
              assertThat(id(method)).as(method.toString()).matches("[a-z][A-Za-z]+");
              assertThat(method.getAnnotation(Operation.class).summary())
                  .as(method.toString())
                  .isNotBlank();
            });
  }

  @Test
  void noTwoOperationsShareAnId() {
    assertThat(operations().stream().map(OperationsTest::id)).doesNotHaveDuplicates();
  }
}
