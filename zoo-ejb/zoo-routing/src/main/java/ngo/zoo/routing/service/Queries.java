package ngo.zoo.routing.service;

import jakarta.ejb.Stateless;
import java.util.function.Consumer;
import ngo.zoo.routing.Answer;
import ngo.zoo.routing.Question;
import ngo.zoo.shared.Caller;

/** A question's way: admit, retrieve, select, infer, settle. */
@Stateless
public class Queries {
  /**
   * Answers and settles. Text goes to {@code onText} as it comes; the call returns after the
   * receipt is committed. No transaction is open while the node generates.
   *
   * @throws ngo.zoo.shared.Refusal {@code outside-vocabulary} (400), {@code model-not-found} (404),
   *     {@code insufficient-funds} (402), {@code node-unavailable} (503); none of them is charged
   */
  public Answer answer(Caller caller, Question question, Consumer<String> onText) {
    throw new UnsupportedOperationException();
  }

  /** Models some registered node serves. */
  public java.util.List<String> models() {
    throw new UnsupportedOperationException();
  }

  /**
   * Marks answers final whose dispute window has passed and splits their fees. Returns how many.
   */
  public int finaliseDue() {
    throw new UnsupportedOperationException();
  }
}
