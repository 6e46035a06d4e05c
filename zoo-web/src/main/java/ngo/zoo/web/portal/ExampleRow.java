package ngo.zoo.web.portal;

import java.io.Serializable;
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
