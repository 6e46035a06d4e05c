package ngo.zoo.web.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @ValueSource(strings = {"/proposals.xhtml", "/staff/stuck.xhtml", "/receipt.xhtml?id=1&a=b"})
  void followsPagesOfOurs(String address) {
    assertThat(Address.local(address)).isEqualTo(address);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "https://elsewhere.example/index.xhtml",
        "//elsewhere.example/index.xhtml",
        "/\\elsewhere.example/index.xhtml",
        "/index.xhtml\r\nSet-Cookie: a=b",
        "/../index.xhtml",
        "/sign-in?to=/index.xhtml"
      })
  void goesHomeRatherThanElsewhere(String address) {
    assertThat(Address.local(address)).isEqualTo("/index.xhtml");
  }
}
