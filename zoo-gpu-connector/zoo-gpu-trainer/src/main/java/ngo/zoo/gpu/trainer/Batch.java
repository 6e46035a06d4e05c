package ngo.zoo.gpu.trainer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Lessons of different lengths side by side.
 *
 * @param tokens (batch, time) without the last position
 * @param targets (batch, time, vocabulary): one where a taught token follows, else zero
 * @param taught how many targets there are
 */
record Batch(NDArray tokens, NDArray targets, int taught) {

  static Batch of(NDManager manager, List<Lesson> lessons, int vocabulary) {
    int time = lessons.stream().mapToInt(Lesson::length).max().orElseThrow() - 1;
    long[] tokens = new long[lessons.size() * time];
    float[] targets = new float[lessons.size() * time * vocabulary];
    int taught = 0;
    for (int row = 0; row < lessons.size(); row++) {
      Lesson lesson = lessons.get(row);
      for (int t = 0; t + 1 < lesson.length(); t++) {
        int at = row * time + t;
        tokens[at] = lesson.token(t);
        if (lesson.isTaught(t + 1)) {
          targets[at * vocabulary + lesson.token(t + 1)] = 1;
          taught++;
        }
      }
    }
    return new Batch(
        manager.create(tokens, new Shape(lessons.size(), time)),
        manager.create(targets, new Shape(lessons.size(), time, vocabulary)),
        taught);
  }
}
