package ngo.zoo.web.api.billing;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import java.io.OutputStream;
import java.util.function.Consumer;
import ngo.zoo.billing.UsageQuery;
import ngo.zoo.billing.UsageRow;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import org.jspecify.annotations.Nullable;

/** Usage as JSON, row by row; the total is added up on the way and comes last. */
final class UsageJson {
  private final JsonGenerator json;
  private long answers;
  private long promptTokens;
  private long completionTokens;
  private Amount fee = Amount.zero(Asset.KEEPER);

  private UsageJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * @param source hands every row to what it is given
   */
  static void write(OutputStream out, UsageQuery query, Consumer<Consumer<UsageRow>> source) {
    JsonGenerator json = Json.createGenerator(out);
    UsageJson usage = new UsageJson(json);
    json.writeStartObject().write("from", query.from().toString());
    json.write("to", query.to().toString()).writeStartArray("items");
    source.accept(usage::add);
    json.writeEnd().writeStartObject("total");
    usage.figures(usage.answers, usage.promptTokens, usage.completionTokens, usage.fee);
    json.writeEnd().writeEnd().close();
  }

  private void add(UsageRow row) {
    answers += row.answers();
    promptTokens += row.promptTokens();
    completionTokens += row.completionTokens();
    fee = fee.plus(row.fee());
    json.writeStartObject();
    text("day", row.day());
    text("project_id", row.projectId());
    text("project", row.project());
    text("key_id", row.keyId());
    text("key", row.key());
    text("key_name", row.keyName());
    text("model", row.model());
    figures(row.answers(), row.promptTokens(), row.completionTokens(), row.fee());
    json.writeEnd();
  }

  private void text(String name, @Nullable Object value) {
    if (value != null) {
      json.write(name, value.toString());
    }
  }

  private void figures(long answers, long prompt, long completion, Amount fee) {
    json.write("answers", answers).write("prompt_tokens", prompt);
    json.write("completion_tokens", completion).writeStartObject("fee");
    json.write("value", fee.decimal()).write("asset", fee.asset().name()).writeEnd();
  }
}
