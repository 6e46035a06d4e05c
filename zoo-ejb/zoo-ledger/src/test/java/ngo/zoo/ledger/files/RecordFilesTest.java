package ngo.zoo.ledger.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import ngo.zoo.ledger.SubmitExperience.Example;
import ngo.zoo.ledger.transfer.ExportedExperience;
import ngo.zoo.ledger.transfer.FileFormat;
import ngo.zoo.ledger.transfer.FileVector;
import ngo.zoo.ledger.transfer.TransferRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFilesTest {
  private static final String WHOLE =
      """
      {"domain": "a.b", "text": "When ü, do.", "confidence_bp": 9000, "extra": {"deep": [1, {}]},
       "examples": [{"input": "1", "output": "2", "more": true}], "author": "maya",
       "embedder_id": "mini", "embedding": [0.6, -8e-1, null, "x"]}""";

  @Test
  void anObjectIsReadWhole() throws IOException {
    TransferRecord record = only(FileFormat.JSON, "[" + WHOLE + "]");
    assertThat(record.fault()).isEmpty();
    assertThat(record.domain()).isEqualTo("a.b");
    assertThat(record.text()).isEqualTo("When ü, do.");
    assertThat(record.confidenceBasisPoints()).isEqualTo(9000);
    assertThat(record.examples()).containsExactly(new Example("1", "2"));
    assertThat(record.author()).isEqualTo("maya");
    FileVector vector = Objects.requireNonNull(record.vector());
    assertThat(vector.embedderId()).isEqualTo("mini");
    assertThat(vector.values()).containsExactly(0.6f, -0.8f, Float.NaN, Float.NaN);
  }

  /** Passing over what is not wanted must end where the file does. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"x\": {", "{\"x\": [", "{\"text\": {\"a\": [1", "{\"x\": {\"y\": 1}"})
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aFileThatBreaksOffWithinASkippedValueIsRefused(String file) throws IOException {
    assertThat(only(FileFormat.JSONL, file).fault()).isEqualTo("The line is no JSON object.");
    assertThatThrownBy(() -> all(FileFormat.JSON, "[" + file))
        .isInstanceOf(FileFault.class)
        .hasMessageContaining("breaks off");
    assertThatThrownBy(() -> all(FileFormat.JSON, "[" + "[".repeat(100_000)))
        .isInstanceOf(FileFault.class);
  }

  @Test
  void theListMayStandInAnObject() throws IOException {
    String file = "{\"experiences\": [{\"text\": \"one\"},\n{\"text\": \"two\"}], \"by\": [1]}";
    assertThat(all(FileFormat.JSON, file))
        .extracting(TransferRecord::position, TransferRecord::line, TransferRecord::text)
        .containsExactly(tuple(1L, 1L, "one"), tuple(2L, 2L, "two"));
    assertThat(all(FileFormat.JSON, "{}")).isEmpty();
    assertThat(all(FileFormat.JSON, "[]")).isEmpty();
  }

  @Test
  void aFlatMapIsIdToText() throws IOException {
    assertThat(all(FileFormat.FLAT, "{\"G0\": \"When a, b.\", \"G1\": 5, \"G2\": \"When c, d.\"}"))
        .extracting(TransferRecord::text, record -> record.fault().isEmpty())
        .containsExactly(tuple("When a, b.", true), tuple("", false), tuple("When c, d.", true));
  }

  @Test
  void linesEndByEitherAndMayBeEmpty() throws IOException {
    String file = "\uFEFF{\"text\":\"one\"}\r\n\r\n \n{\"text\":\"two\"}\n{\"text\":\"three\"}";
    assertThat(all(FileFormat.JSONL, file))
        .extracting(TransferRecord::line, TransferRecord::text)
        .containsExactly(tuple(1L, "one"), tuple(4L, "two"), tuple(5L, "three"));
    assertThat(only(FileFormat.JSON, "\uFEFF[{\"text\":\"x\"}]").text()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":\"cut of",
        "not json",
        "[1]",
        "\"text\"",
        "{\"text\":\"a\"} {\"text\":\"b\"}",
        "{\"text\":\"a\",\"text\":\"b\"}",
        "{\"text\":5}",
        "{\"text\":null}",
        "{\"domain\":\"a\"}",
        "{\"text\":\"a\",\"confidence_bp\":0.5}",
        "{\"text\":\"a\",\"confidence_bp\":99999999999}",
        "{\"text\":\"a\",\"examples\":{}}",
        "{\"text\":\"a\",\"examples\":[1]}",
        "{\"text\":\"a\",\"examples\":[{\"input\":\"x\"}]}",
        "{\"text\":\"a\",\"embedding\":\"0.1\"}",
        "{\"text\":\"a\",\"embedding\":[NaN]}"
      })
  void aBadLineCostsNoOther(String bad) throws IOException {
    List<TransferRecord> records =
        all(FileFormat.JSONL, "{\"text\":\"one\"}\n" + bad + "\n{\"text\":\"three\"}\n");
    assertThat(records).hasSize(3);
    assertThat(records.get(1).fault()).isNotEmpty();
    assertThat(records.get(1).line()).isEqualTo(2);
    assertThat(records.get(2).text()).isEqualTo("three");
    assertThat(records.get(2).fault()).isEmpty();
  }

  @Test
  void bytesThatAreNoTextCostTheirLineOnly() throws IOException {
    InputStream file =
        new ByteArrayInputStream(
            new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', '}', '\n', '{', '}', '\n'});
    try (RecordSource source = RecordFiles.open(FileFormat.JSONL, file)) {
      assertThat(Objects.requireNonNull(source.next()).fault()).contains("UTF-8");
      assertThat(Objects.requireNonNull(source.next()).fault()).contains("text");
      assertThat(source.next()).isNull();
    }
  }

  @Test
  void aLineOfTenMegabytesIsSkipped() throws IOException {
    byte[] line = "x".repeat(10 << 20).getBytes(UTF_8);
    InputStream file =
        new SequenceInputStream(
            new ByteArrayInputStream(line),
            new ByteArrayInputStream("\n{\"text\":\"two\"}".getBytes(UTF_8)));
    List<TransferRecord> records = all(FileFormat.JSONL, file);
    assertThat(records).hasSize(2);
    assertThat(records.getFirst().fault()).contains("longer");
    assertThat(records.getFirst().text()).hasSizeLessThan(1000);
    assertThat(records.getLast().text()).isEqualTo("two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "[",
        "[{\"text\":\"a\"}",
        "[{\"text\":\"a\"},",
        "[{\"text\":\"a\"} {\"text\":\"b\"}]",
        "[{\"text\":\"a",
        "[{\"text\":\"a\"}] []",
        "{\"G0\":\"a\"",
        "{\"experiences\":[{\"text\":\"a\"}]"
      })
  void aBrokenDocumentIsRefused(String file) {
    assertThatThrownBy(() -> all(FileFormat.JSON, file)).isInstanceOf(FileFault.class);
  }

  @Test
  void aDocumentWithOneEndlessTextIsRefusedBeforeItFillsTheMemory() {
    InputStream endless =
        new SequenceInputStream(
            new ByteArrayInputStream("[{\"text\":\"".getBytes(UTF_8)), new Endless());
    assertThatThrownBy(() -> all(FileFormat.JSON, endless))
        .isInstanceOf(FileFault.class)
        .hasMessageContaining("longer");
  }

  @Test
  void whatIsNoUtf8BreaksADocument() {
    InputStream file = new ByteArrayInputStream(new byte[] {'[', '"', (byte) 0xFF, '"', ']'});
    assertThatThrownBy(() -> all(FileFormat.JSON, file)).isInstanceOf(FileFault.class);
  }

  @Test
  void longTextsAreNotKept() throws IOException {
    TransferRecord record = only(FileFormat.JSONL, "{\"text\":\"" + "w ".repeat(5000) + "\"}");
    assertThat(record.fault()).contains("longer than 2000");
    assertThat(record.text()).hasSize(2000);
  }

  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void whatIsWrittenReadsTheSame(FileFormat format) throws IOException {
    float[] values = {0.1f, -1e-7f, 0.33333334f, 1};
    UUID author = UUID.randomUUID();
    ExportedExperience experience =
        new ExportedExperience(
            "a.b",
            "When \"quoted\" ü\\, do 𝄞.",
            7000,
            List.of(new Example("a\nb", "c")),
            author,
            null,
            new FileVector("mini", values));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RecordWriter writer = new RecordWriter(format, out)) {
      writer.write(experience);
      writer.write(experience);
    }
    List<TransferRecord> records = all(format, new ByteArrayInputStream(out.toByteArray()));
    assertThat(records).hasSize(2);
    for (TransferRecord record : records) {
      assertThat(record.fault()).isEmpty();
      assertThat(record.text()).isEqualTo(experience.text());
      if (format != FileFormat.FLAT) {
        assertThat(record.domain()).isEqualTo("a.b");
        assertThat(record.confidenceBasisPoints()).isEqualTo(7000);
        assertThat(record.examples()).isEqualTo(experience.examples());
        assertThat(record.author()).isEqualTo(author.toString());
        assertThat(Objects.requireNonNull(record.vector()).values()).isEqualTo(values);
      }
    }
  }

  @Test
  void piecesReadAsOneFile() throws IOException {
    byte[] whole = new byte[PartStream.PART * 2 + 77];
    new Random(4).nextBytes(whole);
    PartStream stream = new PartStream(number -> piece(whole, number), whole.length);
    assertThat(stream.readAllBytes()).isEqualTo(whole);
    PartStream later = new PartStream(number -> piece(whole, number), whole.length);
    later.skipNBytes(PartStream.PART + 5L);
    assertThat(later.read()).isEqualTo(Byte.toUnsignedInt(whole[PartStream.PART + 5]));
    assertThat(later.position()).isEqualTo(PartStream.PART + 6L);
  }

  private static byte[] piece(byte[] whole, int number) {
    int start = number * PartStream.PART;
    return Arrays.copyOfRange(whole, start, Math.min(whole.length, start + PartStream.PART));
  }

  /** One letter for ever. */
  private static final class Endless extends InputStream {
    @Override
    public int read() {
      return 'w';
    }
  }

  private static TransferRecord only(FileFormat format, String file) throws IOException {
    List<TransferRecord> records = all(format, file);
    assertThat(records).hasSize(1);
    return records.getFirst();
  }

  private static List<TransferRecord> all(FileFormat format, String file) throws IOException {
    return all(format, new ByteArrayInputStream(file.getBytes(UTF_8)));
  }

  private static List<TransferRecord> all(FileFormat format, InputStream file) throws IOException {
    List<TransferRecord> records = new ArrayList<>();
    try (RecordSource source = RecordFiles.open(format, file)) {
      for (var record = source.next(); record != null; record = source.next()) {
        records.add(record);
      }
    }
    return records;
  }
}
