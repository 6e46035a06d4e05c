package ngo.zoo.web.api;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.config.PropertyNamingStrategy;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import java.util.HexFormat;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;

/**
 * How the API writes JSON: {@code snake_case} names, enum values in kebab-case, amounts as {@code
 * {"value":"0.01","asset":"KEEPER"}} (a decimal string, so that no client rounds it), times as RFC
 * 3339 in UTC, nulls left out.
 */
public final class JsonFormat {
  /** Thread-safe and costly to make, hence one. */
  public static final Jsonb JSONB =
      JsonbBuilder.create(
          new JsonbConfig()
              .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
              .withAdapters(new AmountJson())
              .withSerializers(new EnumJson(), new BytesJson()));

  private JsonFormat() {}

  /** An amount of money. */
  public static final class AmountJson implements JsonbAdapter<Amount, JsonObject> {
    @Override
    public JsonObject adaptToJson(Amount amount) {
      return Json.createObjectBuilder()
          .add("value", amount.decimal())
          .add("asset", amount.asset().name())
          .build();
    }

    @Override
    public Amount adaptFromJson(JsonObject json) {
      return Amount.parse(Asset.valueOf(json.getString("asset")), json.getString("value"));
    }
  }

  /** Any enum by its public name. */
  @SuppressWarnings("rawtypes") // JSON-B finds a serializer by the raw type it is bound to
  public static final class EnumJson implements JsonbSerializer<Enum> {
    @Override
    public void serialize(Enum value, JsonGenerator generator, SerializationContext context) {
      generator.write(Names.of(value));
    }
  }

  /** Hashes and keys in lower-case hex. */
  public static final class BytesJson implements JsonbSerializer<byte[]> {
    @Override
    public void serialize(byte[] value, JsonGenerator generator, SerializationContext context) {
      generator.write(HexFormat.of().formatHex(value));
    }
  }
}
