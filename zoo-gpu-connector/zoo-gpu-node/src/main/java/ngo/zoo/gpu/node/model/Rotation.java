package ngo.zoo.gpu.node.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Rotary positions (Su et al. 2021, RoFormer, section 3.2), halves paired, base 10 000. */
record Rotation(NDArray cosines, NDArray sines) {

  /** The rotation of {@code time} positions that follow {@code past} earlier ones. */
  static Rotation of(NDManager manager, Architecture architecture, int past, int time) {
    int pairs = architecture.headWidth() / 2;
    float[] cosines = new float[time * pairs];
    float[] sines = new float[time * pairs];
    for (int position = 0; position < time; position++) {
      for (int pair = 0; pair < pairs; pair++) {
        double angle = (past + position) * Math.pow(10_000.0, -(double) pair / pairs);
        cosines[position * pairs + pair] = (float) StrictMath.cos(angle);
        sines[position * pairs + pair] = (float) StrictMath.sin(angle);
      }
    }
    Shape shape = new Shape(time, pairs);
    return new Rotation(manager.create(cosines, shape), manager.create(sines, shape));
  }

  /** Turns each pair of (batch, head, time, width) by its position's angle. */
  NDArray apply(NDArray x) {
    NDList halves = x.split(2, 3);
    NDArray a = halves.get(0);
    NDArray b = halves.get(1);
    return a.mul(cosines).sub(b.mul(sines)).concat(a.mul(sines).add(b.mul(cosines)), 3);
  }
}
