package ngo.zoo.gpu.trainer;

import java.util.ArrayList;
import java.util.List;

/** A training sequence that grows; only the tokens taught, not those given, count in the loss. */
final class Lesson {

  private final List<Integer> tokens = new ArrayList<>();
  private final List<Boolean> taught = new ArrayList<>();

  void give(List<Integer> given) {
    given.forEach(token -> add(token, false));
  }

  void teach(List<Integer> answer) {
    answer.forEach(token -> add(token, true));
  }

  int length() {
    return tokens.size();
  }

  int token(int position) {
    return tokens.get(position);
  }

  boolean isTaught(int position) {
    return taught.get(position);
  }

  private void add(int token, boolean counts) {
    tokens.add(token);
    taught.add(counts);
  }
}
