package ngo.zoo.web.api.billing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import ngo.zoo.billing.UsageQuery;
import ngo.zoo.billing.UsageRow;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UsageFormsTest {
  private static final LocalDate DAY = LocalDate.parse("2026-01-31");
  private static final List<UsageRow> ROWS =
      List.of(
          row("zoo_aaaaaaaa", "Job, nightly", "10000000000000001"),
          row(null, null, "20000000000000002"));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void jsonEndsWithTheExactTotal() {
    UsageQuery query = new UsageQuery(DAY, DAY.plusDays(1), Set.of());
    UsageJson.write(out, query, ROWS::forEach);

    JsonObject json;
    try (var reader = Json.createReader(new StringReader(out.toString(StandardCharsets.UTF_8)))) {
      json = reader.readObject();
    }
    assertThat(json.getString("to")).isEqualTo("2026-02-01");
    assertThat(json.getJsonArray("items")).hasSize(2);
    assertThat(json.getJsonArray("items").getJsonObject(1)).doesNotContainKey("key");
    assertThat(json.getJsonObject("total").getInt("answers")).isEqualTo(6);
    assertThat(json.getJsonObject("total").getJsonObject("fee").getString("value"))
        .isEqualTo("0.030000000000000003");
  }

  @Test
  void csvHasALinePerRow() throws IOException {
    UsageCsv.write(out, ROWS::forEach);

    assertThat(out.toString(StandardCharsets.UTF_8).split("\r\n"))
        .containsExactly(
            "day,project,key,key_name,model,answers,prompt_tokens,completion_tokens,fee,asset",
            "2026-01-31,Default,zoo_aaaaaaaa,\"Job, nightly\",tiny,3,4,5,0.010000000000000001,KEEPER",
            "2026-01-31,Default,,,tiny,3,4,5,0.020000000000000002,KEEPER");
  }

  private static UsageRow row(@Nullable String key, @Nullable String name, String units) {
    Amount fee = Amount.keeper(new BigInteger(units));
    return new UsageRow(DAY, null, "Default", null, key, name, "tiny", 3, 4, 5, fee);
  }
}
