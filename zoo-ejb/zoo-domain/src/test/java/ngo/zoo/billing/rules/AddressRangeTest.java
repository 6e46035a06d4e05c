package ngo.zoo.billing.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "192.0.2.0/24, localhost, false"
  })
  void containsWhatSharesItsLeadingBits(String range, String address, boolean contained) {
    assertThat(AddressRange.of(range).contains(address)).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/x", "example.org", "/8", "1"})
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> AddressRange.of(text))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("address-invalid"));
  }

  @Test
  void listsAreReadAndWritten() {
    List<AddressRange> ranges = AddressRange.parse(" 192.0.2.0/24,\n2001:db8::/32 192.0.2.0/24 ");

    assertThat(AddressRange.text(ranges)).isEqualTo("192.0.2.0/24 2001:db8:0:0:0:0:0:0/32");
    assertThat(AddressRange.parse(AddressRange.text(ranges))).isEqualTo(ranges);
    assertThat(AddressRange.parse("")).isEmpty();
    assertThat(AddressRange.allow(List.of(), "203.0.113.9")).isTrue();
    assertThat(AddressRange.allow(ranges, "203.0.113.9")).isFalse();
  }
}
