package ngo.zoo.gpu.ra.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import ngo.zoo.shared.JsonOut;

/**
 * Tool calls of one choice. A stream sends a call in pieces: its name once, its arguments bit by
 * bit, held together by an index; servers that send whole calls give each the index 0, so another
 * id at the same index is another call.
 */
final class ToolCalls {
  private static final int MOST = 128;

  private final List<Call> calls = new ArrayList<>();

  private static final class Call {
    private final int index;
    private String id = "";
    private String type = "function";
    private String name = "";
    private final StringBuilder arguments = new StringBuilder();

    Call(int index) {
      this.index = index;
    }
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  /** Takes an array of calls or of pieces of calls. */
  void read(String json) throws IOException {
    JsonCursor cursor = new JsonCursor(json);
    cursor.enterArray();
    for (int position = 0; cursor.element(); position++) {
      one(cursor, position);
    }
  }

  private void one(JsonCursor json, int position) throws IOException {
    Call piece = new Call(position);
    long index = position;
    json.enterObject();
    for (String name = json.member(); name != null; name = json.member()) {
      switch (name) {
        case "index" -> index = json.wholeOrMinusOne();
        case "id" -> piece.id = json.textOrEmpty();
        case "type" -> piece.type = json.textOrEmpty();
        case "function" -> function(json, piece);
        default -> json.skip();
      }
    }
    add(piece, index < 0 ? position : (int) Math.min(index, MOST));
  }

  private static void function(JsonCursor json, Call call) throws IOException {
    json.enterObject();
    for (String name = json.member(); name != null; name = json.member()) {
      switch (name) {
        case "name" -> call.name = json.textOrEmpty();
        case "arguments" -> call.arguments.append(arguments(json));
        default -> json.skip();
      }
    }
  }

  /** Text at OpenAI; TGI sends the object itself. */
  private static String arguments(JsonCursor json) throws IOException {
    return json.peek() == '"' ? json.textOrEmpty() : json.rawOrEmpty();
  }

  private void add(Call piece, int index) throws IOException {
    Call known = calls.reversed().stream().filter(c -> c.index == index).findFirst().orElse(null);
    if (known == null || (!piece.id.isEmpty() && !piece.id.equals(known.id))) {
      known = new Call(index);
      calls.add(known);
    }
    if (calls.size() > MOST) {
      throw new IOException("sent more than " + MOST + " tool calls");
    }
    known.id = piece.id.isEmpty() ? known.id : piece.id;
    known.type = piece.type.isEmpty() ? known.type : piece.type;
    known.name = piece.name.isEmpty() ? known.name : piece.name;
    known.arguments.append(piece.arguments);
  }

  /**
   * OpenAI's array of whole calls; empty for none.
   *
   * @param indexed with each call's place, as a stream wants it
   */
  String json(boolean indexed) {
    if (calls.isEmpty()) {
      return "";
    }
    JsonOut out = new JsonOut().open('[');
    for (int i = 0; i < calls.size(); i++) {
      Call call = calls.get(i);
      out.open('{');
      if (indexed) {
        out.member("index", i);
      }
      out.member("id", call.id).member("type", call.type).name("function").open('{');
      out.member("name", call.name).member("arguments", call.arguments.toString());
      out.close('}').close('}');
    }
    return out.close(']').toString();
  }
}
