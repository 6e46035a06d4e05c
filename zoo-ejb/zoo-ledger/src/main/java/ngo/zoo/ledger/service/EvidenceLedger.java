package ngo.zoo.ledger.service;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.ledger.EvidenceView;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.RecordEvidence;
import ngo.zoo.ledger.rules.EvidenceRecord;
import ngo.zoo.ledger.rules.EvidenceRules;
import ngo.zoo.log.LeafKind;
import ngo.zoo.log.TransparencyLog;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.ledger.EvidenceStore;
import ngo.zoo.persistence.ledger.ExperienceQueries;
import ngo.zoo.persistence.ledger.LibraryQueries;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;

/**
 * Measured effects of experiences. Each is a row that is never changed and a leaf of the log, in
 * one transaction; a later measurement stands beside the former ones.
 */
@Stateless
public class EvidenceLedger {
  @Inject EvidenceStore store;
  @Inject ExperienceQueries experiences;
  @Inject LibraryQueries libraries;
  @Inject TransparencyLog log;
  @Inject BusinessClock clock;

  /**
   * Records a measurement, for staff.
   *
   * @throws Refusal {@code role-missing}, {@code person-needed}; {@code experience-not-found};
   *     {@code evidence-form} with what is wrong per field
   */
  public EvidenceView record(Caller caller, UUID experienceId, RecordEvidence measured) {
    caller.require(Role.STAFF);
    if (caller.kind() != Caller.Kind.PERSON) {
      throw Refusal.forbidden("person-needed", "Evidence is recorded by a person of the staff");
    }
    UUID recorder = caller.id();
    ExperienceView experience = experiences.experience(experienceId);
    check(experience, measured);
    EvidenceRecord record =
        new EvidenceRecord(
            Ids.next(), experienceId, experience.leafData(), measured, recorder, clock.now());
    store.add(record);
    log.append(LeafKind.EVIDENCE, record.id(), record.json());
    return store.one(record.id());
  }

  /**
   * Newest measurement first.
   *
   * @throws Refusal {@code experience-not-found}
   */
  public Page<EvidenceView> page(UUID experienceId, PageRequest request) {
    experiences.experience(experienceId);
    return store.page(experienceId, request);
  }

  private void check(ExperienceView experience, RecordEvidence measured) {
    int head = libraries.library(experience.domain()).head();
    Map<String, String> faults = EvidenceRules.faults(measured, head, clock.now());
    if (!faults.isEmpty()) {
      throw new Refusal(
          Refusal.Kind.INVALID, "evidence-form", String.join(" ", faults.values()), faults);
    }
  }
}
