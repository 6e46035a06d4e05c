package ngo.zoo.persistence.governance;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import ngo.zoo.governance.ChangedExperience;
import ngo.zoo.governance.ChangedExperience.Role;
import ngo.zoo.ledger.ChangeKind;
import ngo.zoo.ledger.LibraryChange;
import ngo.zoo.persistence.Sql;
import ngo.zoo.persistence.SqlFailure;
import ngo.zoo.shared.Refusal;

/**
 * Which experiences open and closed proposals are about. One experience is in one open proposal at
 * most: the database holds that when two are made at the same moment.
 */
@ApplicationScoped
public class ProposedChanges {
  private static final String TAKEN = "23505";

  @Resource(lookup = "java:jboss/datasources/zoo")
  DataSource source;

  /**
   * Writes down what the proposal, which is stored, is about.
   *
   * @throws Refusal {@code experience-in-vote}
   */
  public void add(UUID proposalId, LibraryChange change) {
    List<ChangedExperience> about =
        Stream.concat(
                change.in().stream().map(ChangedExperience::in),
                change.out().stream().map(ChangedExperience::out))
            .toList();
    try {
      for (int i = 0; i < about.size(); i++) {
        sql()
            .update(
                "insert into proposal_experience values (?, ?, ?, ?, true)",
                proposalId,
                i,
                about.get(i).id(),
                about.get(i).role());
      }
    } catch (SqlFailure e) {
      if (e.state().equals(TAKEN)) {
        throw inVote("A vote on this experience has just been proposed; see its history.");
      }
      throw e;
    }
  }

  /** The proposal is decided and done with: others may be made about its experiences. */
  public void release(UUID proposalId) {
    sql().update("update proposal_experience set open = false where proposal_id = ?", proposalId);
  }

  /**
   * @throws Refusal {@code experience-in-vote} when one of them is in an open proposal
   */
  public void checkFree(Collection<UUID> experienceIds) {
    sql()
        .first(
            """
            select p.number, p.title from proposal_experience x join proposal p on p.id = x.proposal_id
            where x.open and x.experience_id = any(?) order by p.number limit 1
            """,
            row -> "EXP-%03d (%s)".formatted(row.getLong(1), row.getString(2)),
            (Object) experienceIds.toArray(UUID[]::new))
        .ifPresent(
            open -> {
              throw inVote("A vote is open on this experience, wait for its end: " + open);
            });
  }

  /**
   * @throws Refusal {@code library-in-vote} when a rollback of the library is open
   */
  public void checkNoRollback(String domain) {
    sql()
        .first(
            """
            select number from proposal where domain = ? and change = 'ROLLBACK'
              and status in ('PENDING', 'ACTIVE', 'SUCCEEDED')
            """,
            row -> row.getLong(1),
            domain)
        .ifPresent(
            number -> {
              throw Refusal.conflict(
                  "library-in-vote",
                  "A vote on rolling this library back is open, wait for its end: EXP-%03d"
                      .formatted(number));
            });
  }

  /** What comes in and goes out, in order. */
  public List<ChangedExperience> of(UUID proposalId) {
    return sql()
        .list(
            "select experience_id, role from proposal_experience where proposal_id = ?"
                + " order by position",
            row -> new ChangedExperience(Sql.uuid(row, 1), Role.valueOf(row.getString(2))),
            proposalId);
  }

  /** The change a proposal stands for; empty when it is about none. */
  public Optional<LibraryChange> change(Proposal proposal) {
    ChangeKind kind = proposal.change();
    String domain = proposal.domain();
    if (kind == null || domain == null) {
      return Optional.empty();
    }
    List<ChangedExperience> about = of(proposal.id());
    return Optional.of(
        new LibraryChange(
            kind, domain, ids(about, Role.IN), ids(about, Role.OUT), proposal.targetVersion()));
  }

  /** The open proposal about an experience, if there is one. */
  public Optional<UUID> openOn(UUID experienceId) {
    return sql()
        .first(
            "select proposal_id from proposal_experience where open and experience_id = ?",
            row -> Sql.uuid(row, 1),
            experienceId);
  }

  /** Every proposal about one of the experiences. */
  public List<UUID> proposalsOn(Collection<UUID> experienceIds) {
    return sql()
        .list(
            "select distinct proposal_id from proposal_experience where experience_id = any(?)",
            row -> Sql.uuid(row, 1),
            (Object) experienceIds.toArray(UUID[]::new));
  }

  private static List<UUID> ids(List<ChangedExperience> about, Role role) {
    return about.stream().filter(one -> one.role() == role).map(ChangedExperience::id).toList();
  }

  private static Refusal inVote(String detail) {
    return Refusal.conflict("experience-in-vote", detail);
  }

  private Sql sql() {
    return new Sql(source);
  }
}
