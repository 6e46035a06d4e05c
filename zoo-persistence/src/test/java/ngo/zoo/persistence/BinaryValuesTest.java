package ngo.zoo.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server reads what was bound, and says the same as when it reads text. */
class BinaryValuesTest {
  private static final UUID HIGHEST = new UUID(-1, -1);
  private static final UUID SOME = UUID.fromString("018f2b5c-7a10-7c3d-8e4f-0123456789ab");

  private final Sql sql = new Sql(new Database());

  @Test
  void idsArriveInTheirPlaces() {
    @Nullable UUID[] ids = {SOME, null, HIGHEST, new UUID(0, 1)};

    assertThat(back(ids)).containsExactly(ids);
    assertThat(text("select array_dims(?)", (Object) ids)).isEqualTo("[1:4]");
    assertThat(text("select (?)[1]::text", (Object) ids)).isEqualTo(SOME.toString());
  }

  @Test
  void noIdsAreAnEmptyArray() {
    assertThat(back(new UUID[0])).isEmpty();
    assertThat(text("select cardinality(?)::text", (Object) new UUID[0])).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-02T03:04:05.678901Z",
        "2000-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z"
      })
  void instantsArriveToTheMicrosecond(String text) {
    assertThat(back(Instant.parse(text))).isEqualTo(Instant.parse(text));
    assertThat(text("select (? = cast(? as timestamptz))::text", Instant.parse(text), text))
        .isEqualTo("true");
  }

  @Test
  void instantsAreRoundedToTheNearestMicrosecond() {
    assertThat(back(Instant.parse("2026-01-01T00:00:00.000001499Z")))
        .isEqualTo(Instant.parse("2026-01-01T00:00:00.000001Z"));
    assertThat(back(Instant.parse("2026-12-31T23:59:59.999999500Z")))
        .isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
  }

  private Instant back(Instant instant) {
    return sql.first("select ?", row -> Sql.instant(row, 1), instant).orElseThrow();
  }

  private Object[] back(@Nullable UUID[] ids) {
    return sql.first("select ?", BinaryValuesTest::elements, (Object) ids).orElseThrow();
  }

  private static Object[] elements(ResultSet row) throws SQLException {
    Array array = row.getArray(1);
    return (Object[]) array.getArray();
  }

  private String text(String statement, Object... values) {
    return sql.first(statement, row -> row.getString(1), values).orElseThrow();
  }
}
