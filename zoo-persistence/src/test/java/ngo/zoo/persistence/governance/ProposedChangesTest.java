package ngo.zoo.persistence.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import ngo.zoo.governance.ChangedExperience;
import ngo.zoo.ledger.ChangeKind;
import ngo.zoo.ledger.LibraryChange;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One experience is in one open proposal at most. */
class ProposedChangesTest {
  private final ProposedChanges changes = new ProposedChanges();
  private final UUID member = Ids.next();
  private final String domain = "test.proposed-" + member;

  @BeforeEach
  void start() throws SQLException {
    changes.source = new Database();
    Database.asOwner("insert into member values (?, ?, 'Maya', now())", member, "maya-" + member);
    Database.asOwner("insert into library values (?, 't', 'd', 0)", domain);
  }

  @Test
  void whatAProposalIsAboutIsKeptInOrder() throws SQLException {
    UUID in = experience();
    UUID one = experience();
    UUID other = experience();
    UUID proposal = proposal("MERGE", in);

    changes.add(proposal, change(List.of(in), List.of(one, other)));

    assertThat(changes.of(proposal))
        .containsExactly(
            ChangedExperience.in(in), ChangedExperience.out(one), ChangedExperience.out(other));
    assertThat(changes.openOn(one)).contains(proposal);
    assertThat(changes.proposalsOn(List.of(one, other))).containsExactly(proposal);
  }

  @Test
  void anExperienceInAnOpenVoteIsRefusedByNameAndFreeAfterwards() throws SQLException {
    UUID experience = experience();
    UUID first = proposal("REMOVE", experience);
    changes.add(first, change(List.of(), List.of(experience)));

    assertInVote(() -> changes.checkFree(List.of(experience)), "EXP-");
    UUID second = proposal("REMOVE", experience);
    assertInVote(
        () -> changes.add(second, change(List.of(), List.of(experience))), "just been proposed");

    changes.release(first);
    changes.checkFree(List.of(experience));
    changes.add(second, change(List.of(), List.of(experience)));
    assertThat(changes.openOn(experience)).contains(second);
  }

  @Test
  void oneRollbackOfALibraryIsOpenAtMost() throws SQLException {
    changes.checkNoRollback(domain);
    rollback();

    assertThatThrownBy(() -> changes.checkNoRollback(domain))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("library-in-vote"));
    assertThatThrownBy(this::rollback).hasMessageContaining("proposal_one_rollback");
  }

  @Test
  void theApplicationCannotChangeWhatAProposalIsAbout() {
    assertThatThrownBy(
            () -> new Sql(changes.source).update("update proposal_experience set role = 'IN'"))
        .hasMessageContaining("permission denied");
  }

  private static void assertInVote(Runnable work, String says) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("experience-in-vote");
              assertThat(refusal).hasMessageContaining(says);
            });
  }

  private LibraryChange change(List<UUID> in, List<UUID> out) {
    return new LibraryChange(ChangeKind.MERGE, domain, in, out, null);
  }

  private UUID experience() throws SQLException {
    UUID id = Ids.next();
    Database.asOwner("insert into content_block values (?, ''::bytea, now())", id.toString());
    Database.asOwner(
        """
        insert into experience (id, domain, text, text_key, confidence_bp, examples, author_id, created_at,
          status, leaf_data, cid)
        values (?, ?, 'When a, b.', ?, 1, '[]', ?, now(), 'ADOPTED', sha256(''::bytea), ?)
        """,
        id,
        domain,
        id.toString(),
        member,
        id.toString());
    return id;
  }

  private UUID proposal(String change, UUID experience) throws SQLException {
    UUID id = stake();
    Database.asOwner(
        """
        insert into proposal (id, number, kind, title, body, text_hash, proposer_id, experience_id, stake_id,
          status, created_at, change, domain)
        values (?, nextval('experience_number'), 'EXPERIENCE', 't', 'b', sha256(''::bytea), ?, ?, ?, 'ACTIVE',
          now(), ?, ?)
        """,
        id,
        member,
        experience,
        id,
        change,
        domain);
    return id;
  }

  private void rollback() throws SQLException {
    UUID id = stake();
    Database.asOwner(
        """
        insert into proposal (id, number, kind, title, body, text_hash, proposer_id, stake_id, status,
          created_at, change, domain, target_version)
        values (?, nextval('experience_number'), 'EXPERIENCE', 't', 'b', sha256(''::bytea), ?, ?, 'ACTIVE',
          now(), 'ROLLBACK', ?, 1)
        """,
        id,
        member,
        id,
        domain);
  }

  private UUID stake() throws SQLException {
    UUID id = Ids.next();
    Database.asOwner(
        "insert into stake (id, member_id, amount, purpose, purpose_id, locked_at)"
            + " values (?, ?, 1, 'EXPERIENCE', ?, now())",
        id,
        member,
        id);
    return id;
  }
}
