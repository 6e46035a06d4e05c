package ngo.zoo.gpu.ra.protocol;

import java.util.List;

/**
 * What a probe found.
 *
 * @param models what the backend serves
 * @param queued requests waiting in its own queue; 0 when it does not say
 */
public record Found(List<String> models, int queued) {
  public Found {
    models = List.copyOf(models);
  }
}
