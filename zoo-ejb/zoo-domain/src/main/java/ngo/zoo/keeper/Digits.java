package ngo.zoo.keeper;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** Four decimal digits, each 0 to 9, written "4 0 7 2". */
public record Digits(int first, int second, int third, int fourth) {

  /** Refuses anything but decimal digits. */
  public Digits {
    for (int digit : new int[] {first, second, third, fourth}) {
      if (digit < 0 || digit > 9) {
        throw new IllegalArgumentException("Not a decimal digit: " + digit);
      }
    }
  }

  /** The digits in order. */
  public List<Integer> values() {
    return List.of(first, second, third, fourth);
  }

  /** The same change made to each digit. */
  Digits each(IntUnaryOperator change) {
    return new Digits(
        change.applyAsInt(first),
        change.applyAsInt(second),
        change.applyAsInt(third),
        change.applyAsInt(fourth));
  }

  /** As written in questions and answers. */
  public String text() {
    return first + " " + second + " " + third + " " + fourth;
  }
}
