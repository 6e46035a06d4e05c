package ngo.zoo.web.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.junit.jupiter.api.Test;

class PageModelTest {
  private final List<PageRequest> asked = new ArrayList<>();
  private final PageModel<Integer> model = new PageModel<>(this::numbers, "odd");

  private Page<Integer> numbers(PageRequest request) {
    asked.add(request);
    return new Page<>(
        IntStream.range(request.first(), Math.min(45, request.first() + request.size()))
            .boxed()
            .toList(),
        45);
  }

  @Test
  void countsAllRowsAndNotOnlyThoseLoaded() {
    assertThat(model.count(Map.of())).isEqualTo(45);
    assertThat(asked).containsExactly(new PageRequest(0, 1, "odd"));
  }

  @Test
  void loadsTheRowsOfThePageItIsOn() {
    assertThat(model.load(40, 20, Map.of(), Map.of())).containsExactly(40, 41, 42, 43, 44);
    assertThat(asked).containsExactly(new PageRequest(40, 20, "odd"));
  }

  @Test
  void keepsToThePageSizesAServiceTakes() {
    model.load(-1, 0, Map.of(), Map.of());
    model.load(0, 1000, Map.of(), Map.of());
    assertThat(asked).extracting(PageRequest::size).containsExactly(1, 200);
    assertThat(asked.getFirst().first()).isZero();
  }
}
