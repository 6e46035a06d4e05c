package ngo.zoo.routing;

import java.util.List;
import ngo.zoo.routing.rules.verification.BackendPair;
import ngo.zoo.routing.rules.verification.Calibration;
import ngo.zoo.routing.rules.verification.Thresholds;

/**
 * What a calibration found.
 *
 * @param runs of the model as a whole
 * @param thresholds of pairs of backends without enough runs of their own
 * @param backends pairs that have enough
 */
public record CalibrationResult(int runs, Thresholds thresholds, List<OfPair> backends) {
  public CalibrationResult {
    backends = List.copyOf(backends);
  }

  /** One pair of backends. */
  public record OfPair(String backend, String verifierBackend, int runs, Thresholds thresholds) {
    /** Its calibration. */
    public static OfPair of(BackendPair pair, Calibration found) {
      return new OfPair(pair.backend(), pair.verifierBackend(), found.runs(), found.thresholds());
    }
  }
}
