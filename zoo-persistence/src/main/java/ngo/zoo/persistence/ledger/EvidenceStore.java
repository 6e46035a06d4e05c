package ngo.zoo.persistence.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.ledger.EvidenceView;
import ngo.zoo.ledger.RecordEvidence;
import ngo.zoo.ledger.rules.EvidenceRecord;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;

/** Measured effects of experiences; written once. */
@ApplicationScoped
public class EvidenceStore {
  private static final String ADD =
      """
      insert into experience_evidence (id, experience_id, effect_bp, low_bp, high_bp, trials,
        baseline_bp, treated_bp, model, library_version, tasks, tasks_hash, cost, cost_asset,
        measured_at, recorded_by, recorded_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String FROM =
      "select x.*, a.display_name as recorder from experience_evidence x"
          + " join member a on a.id = x.recorded_by";
  private static final String OF =
      FROM + " where x.experience_id = ? order by x.measured_at desc, x.id desc limit ? offset ?";

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  /** Stores it in the caller's transaction. */
  public void add(EvidenceRecord evidence) {
    RecordEvidence measured = evidence.measured();
    new Sql(source)
        .update(
            ADD,
            evidence.id(),
            evidence.experienceId(),
            measured.effectBasisPoints(),
            measured.lowBasisPoints(),
            measured.highBasisPoints(),
            measured.trials(),
            measured.baselineBasisPoints(),
            measured.treatedBasisPoints(),
            measured.model(),
            measured.libraryVersion(),
            measured.tasks(),
            HexFormat.of().parseHex(measured.tasksHash()),
            measured.cost().units(),
            measured.cost().asset(),
            measured.measuredAt(),
            evidence.recordedBy(),
            evidence.recordedAt());
  }

  /** One that is there. */
  public EvidenceView one(UUID id) {
    return new Sql(source).first(FROM + " where x.id = ?", EvidenceStore::view, id).orElseThrow();
  }

  /** Of one experience, newest measurement first. */
  public Page<EvidenceView> page(UUID experience, PageRequest request) {
    Sql sql = new Sql(source);
    return new Page<>(
        sql.list(OF, EvidenceStore::view, experience, request.size(), request.first()),
        sql.number("select count(*) from experience_evidence where experience_id = ?", experience)
            .longValueExact());
  }

  private static EvidenceView view(ResultSet row) throws SQLException {
    return new EvidenceView(
        row.getObject("id", UUID.class),
        row.getObject("experience_id", UUID.class),
        measured(row),
        row.getObject("recorded_by", UUID.class),
        row.getString("recorder"),
        Sql.instant(row, row.findColumn("recorded_at")));
  }

  private static RecordEvidence measured(ResultSet row) throws SQLException {
    return new RecordEvidence(
        row.getInt("effect_bp"),
        row.getInt("low_bp"),
        row.getInt("high_bp"),
        row.getInt("trials"),
        row.getInt("baseline_bp"),
        row.getInt("treated_bp"),
        row.getString("model"),
        row.getInt("library_version"),
        row.getString("tasks"),
        HexFormat.of().formatHex(row.getBytes("tasks_hash")),
        new Amount(
            Asset.valueOf(row.getString("cost_asset")), Sql.units(row, row.findColumn("cost"))),
        Sql.instant(row, row.findColumn("measured_at")));
  }
}
