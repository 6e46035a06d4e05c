package ngo.zoo.gpu.node.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SafetensorsTest {

  private static SortedMap<String, Tensor> twoTensors() {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    tensors.put("b", new Tensor(List.of(2, 2), new float[] {1, -2.5f, Float.MIN_VALUE, 4}));
    tensors.put("a", new Tensor(List.of(3), new float[] {0, -0f, 1e30f}));
    return tensors;
  }

  @Test
  void readsBackWhatItWrote() {
    assertThat(Safetensors.read(Safetensors.write(twoTensors()))).isEqualTo(twoTensors());
  }

  @Test
  void writesTheFormatsBytes() {
    String header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[12,28]}}";
    ByteBuffer file =
        ByteBuffer.wrap(Safetensors.write(twoTensors())).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) file.getLong();
    byte[] read = new byte[length];
    file.get(read);
    assertThat(length % 8).isZero();
    assertThat(new String(read, StandardCharsets.UTF_8).stripTrailing()).isEqualTo(header);
    assertThat(file.remaining()).isEqualTo(28);
    assertThat(file.getFloat(8 + length + 12)).isEqualTo(1f);
  }

  @Test
  void refusesFilesCutShort() {
    byte[] file = Safetensors.write(twoTensors());
    for (int length : new int[] {0, 7, 8, 40, file.length - 1}) {
      assertThatThrownBy(() -> Safetensors.read(Arrays.copyOf(file, length)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesOtherNumbers() {
    byte[] header =
        "{\"a\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]}}"
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + header.length + 2).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length).put(header);
    assertThatThrownBy(() -> Safetensors.read(file.array()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("F16");
  }
}
