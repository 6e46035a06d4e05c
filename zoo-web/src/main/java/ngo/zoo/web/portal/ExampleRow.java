package ngo.zoo.web.portal;

import java.io.Serializable;
import java.util.List;
import ngo.zoo.ledger.SubmitExperience.Example;
import org.jspecify.annotations.Nullable;

/** One example of the submission form; left empty it is not sent. */
public final class ExampleRow implements Serializable {
  private static final long serialVersionUID = 1;

  private final int number;
  private String input = "";
  private String output = "";

  ExampleRow(int number) {
    this.number = number;
  }

  /** The row of this number with the example that stands there, if there is one. */
  static ExampleRow of(int number, List<Example> examples) {
    ExampleRow row = new ExampleRow(number);
    if (number <= examples.size()) {
      row.input = examples.get(number - 1).input();
      row.output = examples.get(number - 1).output();
    }
    return row;
  }

  boolean isEmpty() {
    return input.isBlank() && output.isBlank();
  }

  public int getNumber() {
    return number;
  }

  public String getInput() {
    return input;
  }

  public void setInput(@Nullable String input) {
    this.input = input == null ? "" : input.strip();
  }

  public String getOutput() {
    return output;
  }

  public void setOutput(@Nullable String output) {
    this.output = output == null ? "" : output.strip();
  }
}
