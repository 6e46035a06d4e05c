package ngo.zoo.ledger.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorFileTest {
  private static final String GOOD =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (100000, 384), }\n";

  @Test
  void theHeaderSaysWhereTheRowsAre() {
    NpyHeader first = NpyHeader.of(file(1, GOOD));
    assertThat(first).isEqualTo(new NpyHeader(10 + GOOD.length(), 100_000, 384));
    assertThat(first.fileBytes()).isEqualTo(10L + GOOD.length() + 100_000L * 384 * 4);
    assertThat(NpyHeader.of(file(2, GOOD)).length()).isEqualTo(12 + GOOD.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }",
        "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3, 4), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 0), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 999999999), }",
        ""
      })
  void othersAreRefused(String header) {
    assertThatThrownBy(() -> NpyHeader.of(file(1, header)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hostileFilesAreRefused() {
    byte[] tooLong = file(2, GOOD);
    ByteBuffer.wrap(tooLong).order(ByteOrder.LITTLE_ENDIAN).putInt(8, -1);
    byte[] unknown = file(1, GOOD);
    unknown[6] = 9;
    for (byte[] head : new byte[][] {new byte[0], new byte[100], tooLong, unknown}) {
      assertThatThrownBy(() -> NpyHeader.of(head)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void onlyVectorsOfTheEmbedderAreTaken() {
    VectorRule rule = new VectorRule("mini", 2);
    assertThat(rule.fault(of("mini", 0, 1))).isEmpty();
    assertThat(rule.fault(of(null, 0, 1))).isPresent();
    assertThat(rule.fault(of("maxi", 0, 1))).isPresent();
    assertThat(rule.fault(of("mini", 0, 1, 0))).isPresent();
    assertThat(rule.fault(of("mini", 0, Float.NaN))).isPresent();
    assertThat(rule.fault(of("mini", 0, Float.POSITIVE_INFINITY))).isPresent();
    assertThat(rule.fault(of("mini", 0, 0))).isPresent();
    assertThat(new VectorRule(null, 0).fault(of("any", 3))).isEmpty();
  }

  @Test
  void vectorsBecomeOfLengthOne() {
    float[] unit = {0.6f, 0.8f};
    assertThat(VectorRule.unit(unit)).isSameAs(unit);
    assertThat(VectorRule.unit(new float[] {3, 4})).containsExactly(0.6f, 0.8f);
  }

  private static FileVector of(@Nullable String embedder, float... values) {
    return new FileVector(embedder, values);
  }

  private static byte[] file(int version, String header) {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    int start = version == 1 ? 10 : 12;
    ByteBuffer file = ByteBuffer.allocate(start + text.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.ISO_8859_1));
    file.put((byte) version).put((byte) 0);
    if (version == 1) {
      file.putShort((short) text.length);
    } else {
      file.putInt(text.length);
    }
    return file.put(text).array();
  }
}
