package ngo.zoo.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.ledger.EvidenceView;
import ngo.zoo.ledger.RecordEvidence;
import ngo.zoo.ledger.service.EvidenceLedger;
import ngo.zoo.shared.PageRequest;

/**
 * Measured effects of an experience, newest first, with where each stands on a small scale: from a
 * loss to a gain of as much as the interval reaches, nothing in the middle.
 */
@Named
@RequestScoped
public class ExperienceEvidenceView {
  private static final int SHOWN = 50;
  private static final int MIDDLE = 100;
  private static final int STEP = 1000;

  @Inject EvidenceLedger evidence;

  private final Map<UUID, List<EvidenceView>> known = new HashMap<>();

  /** The newest fifty. */
  public List<EvidenceView> of(UUID experience) {
    return known.computeIfAbsent(
        experience, id -> evidence.page(id, PageRequest.first(SHOWN)).items());
  }

  /** Where a figure of the measurement stands on a scale from 0 to 200. */
  public int place(RecordEvidence measured, int basisPoints) {
    return MIDDLE + basisPoints * MIDDLE / reach(measured);
  }

  /** To which gain or loss the scale goes: the next tenth that holds the interval. */
  public int reach(RecordEvidence measured) {
    int most = Math.max(Math.abs(measured.lowBasisPoints()), Math.abs(measured.highBasisPoints()));
    return Math.max(STEP, (most + STEP - 1) / STEP * STEP);
  }

  /** The word for what the interval says: GAIN, LOSS or UNCLEAR. */
  public String finding(RecordEvidence measured) {
    if (measured.lowBasisPoints() > 0) {
      return "GAIN";
    }
    return measured.highBasisPoints() < 0 ? "LOSS" : "UNCLEAR";
  }

  /** Percentage points with their sign: {@code +12.5}. */
  public String points(int basisPoints) {
    String figure = String.format(Locale.UK, "%+.2f", basisPoints / 100.0);
    return figure.replaceFirst("\\.?0+$", "").replace('-', '−');
  }
}
