package ngo.zoo.ledger.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VectorFileTest {
  @Test
  void rowsComeInOrderFromAnywhere() throws IOException {
    byte[] file = npy(3, 2);
    VectorFile vectors = open(file, 0);
    assertThat(vectors.next()).containsExactly(0, 1);
    assertThatThrownBy(vectors::requireEnd).isInstanceOf(FileFault.class);
    VectorFile later = open(file, 2);
    assertThat(later.next()).containsExactly(4, 5);
    later.requireEnd();
    assertThatThrownBy(later::next).isInstanceOf(FileFault.class).hasMessageContaining("3 rows");
  }

  @Test
  void aFileThatIsCutOrLongerIsRefused() {
    byte[] file = npy(3, 2);
    for (int more : new int[] {-file.length, -100, -1, 1}) {
      byte[] other = Arrays.copyOf(file, Math.max(0, file.length + more));
      assertThatThrownBy(() -> open(other, 0)).isInstanceOf(FileFault.class);
    }
  }

  private static VectorFile open(byte[] file, long first) throws IOException {
    return VectorFile.open(() -> new ByteArrayInputStream(file), file.length, first);
  }

  private static byte[] npy(int rows, int columns) {
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }\n".formatted(rows, columns);
    ByteBuffer file =
        ByteBuffer.allocate(10 + header.length() + rows * columns * 4)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x93).put("NUMPY".getBytes(ISO_8859_1)).put((byte) 1).put((byte) 0);
    file.putShort((short) header.length()).put(header.getBytes(ISO_8859_1));
    for (int i = 0; i < rows * columns; i++) {
      file.putFloat(i);
    }
    return file.array();
  }
}
