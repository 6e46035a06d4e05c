package ngo.zoo.persistence.ledger.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ngo.zoo.ledger.audit.LedgerCheck;
import ngo.zoo.ledger.audit.LedgerFinding;
import org.jspecify.annotations.Nullable;

/** Counts what one check compares and keeps the first that differ. */
public final class Tally {
  private static final long STEP = 20_000;

  /** Copies are read over the network: what takes long tells that it lives. */
  private static final long SILENCE = TimeUnit.SECONDS.toNanos(10);

  private final LedgerCheck check;
  private final AuditProgress progress;
  private final List<String> named = new ArrayList<>();
  private final long begin = System.nanoTime();
  private long compared;
  private long told = System.nanoTime();
  private long differences;
  private long skipped;
  private @Nullable String reason;

  public Tally(LedgerCheck check, AuditProgress progress) {
    this.check = check;
    this.progress = progress;
  }

  /** One thing was looked at and is as it should be. */
  public void fits() {
    compared++;
    long now = System.nanoTime();
    if (compared % STEP == 0 || now - told > SILENCE) {
      told = now;
      progress.compared(check, compared);
    }
  }

  /** One thing was looked at and is not as it should be. */
  public void differs(String label) {
    fits();
    differences++;
    if (named.size() < LedgerFinding.MOST_NAMED) {
      named.add(label);
    }
  }

  /** One thing was looked at; it differs in these things, if there are any. */
  public void judge(String thing, List<String> differing) {
    if (differing.isEmpty()) {
      fits();
    } else {
      differs(thing + ": " + String.join(", ", differing));
    }
  }

  public void skips(String why) {
    skipped++;
    reason = reason == null ? why : reason;
  }

  public LedgerFinding finding() {
    long tookMs = (System.nanoTime() - begin) / 1_000_000;
    return new LedgerFinding(check, compared, differences, named, skipped, reason, tookMs);
  }
}
