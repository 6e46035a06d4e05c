package ngo.zoo.gpu.node.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder remembers of one sequence, so that each further token costs one position: keys and
 * values of every layer, and the last three inputs of every token shift. Its arrays live in a
 * manager of their own and outlast the scope of a step. For one thread.
 */
public final class DecoderCache implements AutoCloseable {

  private final NDManager manager;
  private final @Nullable NDArray[] keys;
  private final @Nullable NDArray[] values;
  private final @Nullable NDArray[] inputs;
  private int length;

  /** An empty cache for a decoder of this many layers. */
  public DecoderCache(NDManager parent, int layers) {
    manager = parent.newSubManager();
    keys = new NDArray[layers];
    values = new NDArray[layers];
    inputs = new NDArray[layers];
  }

  /** How many positions it holds. */
  public int length() {
    return length;
  }

  void advance(int positions) {
    length += positions;
  }

  NDArray keys(int layer, NDArray added) {
    return extended(keys, layer, added);
  }

  NDArray values(int layer, NDArray added) {
    return extended(values, layer, added);
  }

  @Nullable NDArray inputs(int layer) {
    return inputs[layer];
  }

  void keepInputs(int layer, NDArray last) {
    // A copy: a view would keep the whole step's input alive.
    replace(inputs, layer, last.duplicate());
  }

  private NDArray extended(@Nullable NDArray[] arrays, int layer, NDArray added) {
    NDArray earlier = arrays[layer];
    NDArray all = earlier == null ? added.duplicate() : earlier.concat(added, 2);
    replace(arrays, layer, all);
    return all;
  }

  private void replace(@Nullable NDArray[] arrays, int layer, NDArray next) {
    NDArray former = arrays[layer];
    next.attach(manager);
    NDScope.unregister(next);
    arrays[layer] = next;
    if (former != null) {
      former.close();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
