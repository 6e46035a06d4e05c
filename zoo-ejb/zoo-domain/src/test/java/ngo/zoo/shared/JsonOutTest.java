package ngo.zoo.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is written is JSON, whatever the texts. */
class JsonOutTest {
  @Test
  void membersElementsAndNothingAreSeparated() {
    JsonOut json = new JsonOut().open('{').member("a", 1).member("b", 0.5).member("c", true);
    json.none("d").rawOrNone("e", "").rawOrNone("f", "[1]").name("g").open('[').text("x");
    json.number(2).number(0.25).open('{').close('}').close(']').member("h", "").close('}');
    assertThat(json.toString())
        .isEqualTo(
            "{\"a\":1,\"b\":0.5,\"c\":true,\"d\":null,\"e\":null,\"f\":[1],"
                + "\"g\":[\"x\",2,0.25,{}],\"h\":\"\"}");
  }

  @Test
  void whatMustBeEscapedIs() {
    String text = "a\"b\\c\nd\u0001e\u001ff\u00e9\ud83e\udda6\"";
    assertThat(new JsonOut().text(text).toString())
        .isEqualTo("\"a\\\"b\\\\c\\nd\\u0001e\\u001ff\u00e9\ud83e\udda6\\\"\"");
    assertThat(new JsonOut().text("").toString()).isEqualTo("\"\"");
  }
}
