package ngo.zoo.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestIdsTest {
  @Test
  void aSaneIdOfTheCallerIsKept() {
    assertThat(RequestIds.idOf("req_1.a-B")).isEqualTo("req_1.a-B");
    assertThat(RequestIds.idOf("x".repeat(64))).hasSize(64);
  }

  @Test
  void anythingElseGivesWayToOneOfOurs() {
    for (String given : new String[] {"", "a b", "x".repeat(65), "a\nb", "<b>"}) {
      assertThat(RequestIds.idOf(given)).matches("[0-9a-f-]{36}");
    }
    assertThat(RequestIds.idOf(null)).matches("[0-9a-f-]{36}");
  }
}
