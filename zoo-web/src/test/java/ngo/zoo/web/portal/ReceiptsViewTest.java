package ngo.zoo.web.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The file has what the page shows. */
class ReceiptsViewTest {
  private final ReceiptsView view = new ReceiptsView();

  @Test
  void everythingNeedsNoFilter() {
    assertThat(view.getFilters()).isEmpty();
  }

  @Test
  void whatIsWrittenIntoTheSearchStaysOneValue() {
    view.setStatus("held");
    view.setSearch("a&format=json b");
    assertThat(view.getFilters()).isEqualTo("&status=held&search=a%26format%3Djson+b");
  }
}
