package ngo.zoo.routing.service;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import ngo.zoo.persistence.routing.CheckRow;
import ngo.zoo.persistence.routing.VerificationEpochs;

/**
 * Has a drawn answer checked by the first verifier that can. Where that one is to be probed, the
 * others come before it, and it is probed only once their report is kept: so what it says to a
 * probe, or that it says nothing, has no part in the check, and it never sees what is claimed
 * beside what is invented. Where nobody else can check, it does and is not probed.
 */
@ApplicationScoped
public class FirstChecks {
  private static final int MOST = 10_000;

  @Inject VerifierPool verifiers;
  @Inject Probing probing;
  @EJB VerificationBooks books;

  /** Answers whose claim was shown to every verifier in vain: none is probed with them later. */
  private final Set<UUID> shown = ConcurrentHashMap.newKeySet();

  /** Returns whether it was checked. */
  boolean check(VerifierPool.Task task, VerificationEpochs.Current epoch) {
    UUID receipt = task.first().receiptId();
    List<UUID> able = verifiers.candidates(task, Set.of(), epoch.lottery());
    Optional<Probing.Planned> probe =
        shown.contains(receipt) ? Optional.empty() : probing.planned(task, able, epoch);
    Optional<UUID> last =
        probe.map(Probing.Planned::verifier).or(() -> probing.probedWith(receipt));
    List<UUID> order = last.map(one -> after(one, task, able, epoch)).orElse(able);
    List<CheckRow> found = verifiers.check(task, 0, order);
    if (found.isEmpty()) {
      if (!order.isEmpty()) {
        remember(receipt);
      }
      return false;
    }
    books.keep(found);
    shown.remove(receipt);
    probe
        .filter(one -> !one.verifier().equals(found.getFirst().verifierId()))
        .ifPresent(probing::make);
    return true;
  }

  /** All others first, and none of its owner's among them. */
  private List<UUID> after(
      UUID last, VerifierPool.Task task, List<UUID> able, VerificationEpochs.Current epoch) {
    Set<UUID> order =
        new LinkedHashSet<>(verifiers.candidates(task, Set.of(last), epoch.lottery()));
    order.addAll(able);
    return new ArrayList<>(order);
  }

  private void remember(UUID receipt) {
    if (shown.size() > MOST) {
      shown.clear();
    }
    shown.add(receipt);
  }
}
