package ngo.zoo.gpu.node.model;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The safetensors file format (header length as 64-bit little-endian, JSON header, data), for
 * 32-bit floats. Written canonically: tensors by name, data without gaps in the same order, header
 * padded with spaces to eight bytes. Equal weights therefore have equal bytes and one SHA-256.
 */
public final class Safetensors {

  private static final int LARGEST_HEADER = 1 << 20;

  private Safetensors() {}

  /** The file's bytes. */
  public static byte[] write(SortedMap<String, Tensor> tensors) {
    byte[] header = header(tensors);
    int floats = tensors.values().stream().mapToInt(tensor -> tensor.values().length).sum();
    ByteBuffer file =
        ByteBuffer.allocate(Math.addExact(8 + header.length, Math.multiplyExact(4, floats)))
            .order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length).put(header);
    for (Tensor tensor : tensors.values()) {
      for (float value : tensor.values()) {
        file.putFloat(value);
      }
    }
    return file.array();
  }

  /**
   * The tensors of a file.
   *
   * @throws IllegalArgumentException when the bytes are not such a file, or hold other types than
   *     F32
   */
  public static SortedMap<String, Tensor> read(byte[] bytes) {
    try {
      ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      long length = file.getLong();
      if (length < 2 || length > LARGEST_HEADER || length > file.remaining()) {
        throw new IllegalArgumentException("Header length out of range: " + length);
      }
      byte[] header = new byte[(int) length];
      file.get(header);
      return tensors(header, file.slice().order(ByteOrder.LITTLE_ENDIAN));
    } catch (JsonException | ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException("Not a safetensors header", e);
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("The file ends too early", e);
    }
  }

  private static byte[] header(SortedMap<String, Tensor> tensors) {
    JsonObjectBuilder header = Json.createObjectBuilder();
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      long end = offset + 4L * tensor.values().length;
      JsonArrayBuilder shape = Json.createArrayBuilder();
      tensor.shape().forEach(shape::add);
      header.add(
          entry.getKey(),
          Json.createObjectBuilder()
              .add("dtype", "F32")
              .add("shape", shape)
              .add("data_offsets", Json.createArrayBuilder().add(offset).add(end)));
      offset = end;
    }
    String json = header.build().toString();
    int padded = (json.getBytes(StandardCharsets.UTF_8).length + 7) / 8 * 8;
    return (json + " ".repeat(padded - json.getBytes(StandardCharsets.UTF_8).length))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static SortedMap<String, Tensor> tensors(byte[] header, ByteBuffer data) {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    try (JsonReader reader =
        Json.createReader(new StringReader(new String(header, StandardCharsets.UTF_8)))) {
      JsonObject described = reader.readObject();
      for (String name : described.keySet()) {
        if (!name.equals("__metadata__")) {
          tensors.put(name, tensor(described.getJsonObject(name), data));
        }
      }
    }
    return Collections.unmodifiableSortedMap(tensors);
  }

  private static Tensor tensor(JsonObject description, ByteBuffer data) {
    if (!description.getString("dtype").equals("F32")) {
      throw new IllegalArgumentException("Only F32 is read, not " + description.getString("dtype"));
    }
    JsonArray offsets = description.getJsonArray("data_offsets");
    int begin = Math.toIntExact(offsets.getJsonNumber(0).longValueExact());
    int end = Math.toIntExact(offsets.getJsonNumber(1).longValueExact());
    float[] values = new float[(end - begin) / 4];
    data.slice(begin, end - begin).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    List<Integer> shape = description.getJsonArray("shape").getValuesAs(JsonNumber::intValueExact);
    return new Tensor(shape, values);
  }
}
