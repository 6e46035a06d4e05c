package ngo.zoo.ledger.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.ledger.rules.SubmissionRules;
import ngo.zoo.ledger.transfer.BadVectors;
import ngo.zoo.ledger.transfer.FileVector;
import ngo.zoo.ledger.transfer.ImportView;
import ngo.zoo.ledger.transfer.RowOutcome;
import ngo.zoo.ledger.transfer.TransferRecord;
import ngo.zoo.ledger.transfer.VectorRule;
import ngo.zoo.persistence.ledger.ImportRow;
import ngo.zoo.persistence.ledger.ImportRows;
import ngo.zoo.persistence.ledger.ImportRows.Key;
import ngo.zoo.persistence.ledger.StoredVector;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each experience of a file: the rules of a submission, and that its text is new.
 * Looks at a chunk at a time, with one question to the database for all of it.
 */
@ApplicationScoped
public class ImportRules {
  private static final int UNDECIDED = 5000;
  static final String VOTED_ON = "Members vote on what goes into this library; submit it to them.";

  @Inject ImportRows rows;
  @Inject Parameters parameters;
  @Inject Admission admission;

  /** What is known about a chunk beforehand. */
  private record Context(
      ImportView order,
      UUID starter,
      VectorRule expected,
      int mostWords,
      Map<String, UUID> members,
      Set<String> votedOn,
      Set<Key> known) {}

  /** In the order of the records. */
  public List<ImportRow> judge(
      ImportView order, UUID starter, VectorRule expected, List<TransferRecord> records) {
    Context context =
        new Context(
            order,
            starter,
            expected,
            parameters.number(Parameter.EXPERIENCE_WORDS),
            rows.members(authors(records)),
            rows.votedOn(domains(order, records)),
            new HashSet<>(rows.known(order.id(), keys(order, records))));
    List<ImportRow> judged = new ArrayList<>();
    records.forEach(record -> judged.add(judge(context, record)));
    return judged;
  }

  private static Set<String> domains(ImportView order, List<TransferRecord> records) {
    return records.stream()
        .map(record -> domain(order, record))
        .filter(SubmissionRules::isDomain)
        .collect(Collectors.toSet());
  }

  private static Set<String> authors(List<TransferRecord> records) {
    return records.stream()
        .map(TransferRecord::author)
        .filter(Objects::nonNull)
        .filter(name -> name.indexOf('\0') < 0)
        .collect(Collectors.toSet());
  }

  private static Set<Key> keys(ImportView order, List<TransferRecord> records) {
    return records.stream()
        .filter(record -> SubmissionRules.isDomain(domain(order, record)))
        .filter(record -> record.fault().isEmpty() && record.text().indexOf('\0') < 0)
        .map(record -> Key.of(domain(order, record), record.text()))
        .collect(Collectors.toSet());
  }

  private ImportRow judge(Context context, TransferRecord record) {
    String domain = domain(context.order(), record);
    String refused = refusal(context, record, domain);
    if (!refused.isEmpty()) {
      return turnedDown(record, domain, RowOutcome.REFUSED, refused);
    }
    Key key = Key.of(domain, record.text());
    if (!context.known().add(key)) {
      return turnedDown(
          record, domain, RowOutcome.DUPLICATE, "The file or the library has this text already.");
    }
    SubmitExperience submission = submission(record, domain);
    String heldFor = heldFor(submission);
    return ImportRow.taken(
        record.position(),
        record.line(),
        heldFor,
        core(context, record, submission),
        heldFor.isEmpty() ? vector(context, record) : null);
  }

  private static String refusal(Context context, TransferRecord record, String domain) {
    if (!record.fault().isEmpty()) {
      return record.fault();
    }
    if (!SubmissionRules.isDomain(domain)) {
      return domain.isEmpty()
          ? "No domain is given, neither here nor for the whole file."
          : "A domain is lower-case words joined by dots: keeper.signs";
    }
    if (context.votedOn().contains(domain)) {
      return VOTED_ON;
    }
    SubmitExperience submission = submission(record, domain);
    String form =
        String.join(" ", SubmissionRules.faults(submission, context.mostWords()).values());
    boolean strict = context.order().badVectors() == BadVectors.REFUSE;
    return form.isEmpty() && strict ? vectorFault(context, record) : form;
  }

  private static String vectorFault(Context context, TransferRecord record) {
    FileVector vector = record.vector();
    return vector == null ? "" : context.expected().fault(vector).orElse("");
  }

  /** Why a person looks at it before it goes in; empty when nobody need to. */
  private static String heldFor(SubmitExperience submission) {
    return SubmissionRules.holds(submission).stream()
        .findFirst()
        .map(
            hold ->
                "Staff look at \"%s\" first (%s), in the moderation queue."
                    .formatted(hold.words(), hold.code()))
        .orElse("");
  }

  private static SubmitExperience submission(TransferRecord record, String domain) {
    Integer confidence = record.confidenceBasisPoints();
    return new SubmitExperience(
        domain, record.text(), confidence == null ? UNDECIDED : confidence, record.examples());
  }

  private ExperienceCore core(Context context, TransferRecord record, SubmitExperience submission) {
    UUID author = record.author() == null ? null : context.members().get(record.author());
    return admission.core(author == null ? context.starter() : author, submission);
  }

  /** Null when there is none that can be used. */
  private static @Nullable StoredVector vector(Context context, TransferRecord record) {
    FileVector vector = record.vector();
    String embedder = vector == null ? null : vector.embedderId();
    if (vector == null || embedder == null || !vectorFault(context, record).isEmpty()) {
      return null;
    }
    return new StoredVector(embedder, VectorRule.unit(vector.values()));
  }

  private static String domain(ImportView order, TransferRecord record) {
    String own = record.domain();
    String given = own == null || own.isBlank() ? order.domain() : own;
    return given == null ? "" : given;
  }

  private static ImportRow turnedDown(
      TransferRecord record, String domain, RowOutcome outcome, String reason) {
    return ImportRow.turnedDown(
        record.position(), record.line(), outcome, reason, domain, record.text());
  }
}
