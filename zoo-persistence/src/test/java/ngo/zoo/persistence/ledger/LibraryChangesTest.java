package ngo.zoo.persistence.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ngo.zoo.ledger.ChangeKind;
import ngo.zoo.ledger.ChangeOutcome;
import ngo.zoo.ledger.ChangeOutcome.State;
import ngo.zoo.ledger.Contributor;
import ngo.zoo.ledger.ExperienceHistory;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.LibraryChange;
import ngo.zoo.ledger.LibraryDiff;
import ngo.zoo.ledger.LibraryDiff.Kind;
import ngo.zoo.ledger.SubmitExperience.Example;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.ledger.VersionSpan;
import ngo.zoo.ledger.rules.ExperienceCore;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What decided changes do to a library and what can be seen of it afterwards. */
class LibraryChangesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.120Z");
  private static final int ROOM = 100;
  private static LedgerDatabase database;
  private static UUID maya;
  private static UUID omar;

  @BeforeAll
  static void start() {
    database = new LedgerDatabase();
    maya = database.member("maya");
    omar = database.member("omar");
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void anEditTakesThePlaceOfWhatItRevises() {
    UUID first = library("life.edit", "a", "b").getFirst();
    UUID edit = revision("life.edit", "a more", first);

    assertThat(apply(ChangeKind.MODIFY, "life.edit", List.of(edit), List.of(first)).version())
        .isEqualTo(2);

    assertThat(experience(first).status()).isEqualTo(ExperienceStatus.SUPERSEDED);
    assertThat(experience(first).replacedBy()).isEqualTo(edit);
    assertThat(experience(edit).status()).isEqualTo(ExperienceStatus.ADOPTED);
    assertThat(experience(edit).revises()).isEqualTo(first);
    assertThat(members("life.edit", 2)).contains(edit).doesNotContain(first).hasSize(2);
    assertThat(members("life.edit", 1)).contains(first).hasSize(2);
  }

  @Test
  void aDecisionIsCarriedOutOnce() {
    UUID first = library("life.once", "a", "b").getFirst();
    UUID proposal = UUID.randomUUID();
    LibraryChange removal = change(ChangeKind.REMOVE, "life.once", List.of(), List.of(first));

    assertThat(apply(removal, ROOM, proposal)).isEqualTo(ChangeOutcome.done(2));
    assertThat(apply(removal, ROOM, proposal)).isEqualTo(ChangeOutcome.done(2));

    assertThat(database.libraries.library("life.once").head()).isEqualTo(2);
    ChangeOutcome again = apply(removal, ROOM, UUID.randomUUID());
    assertThat(again.state()).isEqualTo(State.LAPSED);
    assertThat(again.reason()).contains("not in the library any more");
  }

  @Test
  void anEditOfWhatWasEditedMeanwhileLapses() {
    UUID first = library("life.moved", "a").getFirst();
    UUID one = revision("life.moved", "a one", first);
    UUID other = revision("life.moved", "a other", first);
    apply(ChangeKind.MODIFY, "life.moved", List.of(one), List.of(first));

    assertThat(apply(ChangeKind.MODIFY, "life.moved", List.of(other), List.of(first)).state())
        .isEqualTo(State.LAPSED);
    assertThat(members("life.moved", 2)).containsExactly(one);
  }

  @Test
  void twoPendingEditsNeverWaitForEachOthersWords() {
    List<UUID> all = library("life.same", "a", "b");
    UUID edit = revision("life.same", "both", all.get(0));

    assertThatThrownBy(() -> revision("life.same", "both", all.get(1)))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.code()).isEqualTo("experience-known"));
    apply(ChangeKind.MODIFY, "life.same", List.of(edit), List.of(all.get(0)));
    assertThat(revision("life.same", "both", edit)).isNotEqualTo(edit);
  }

  @Test
  void aMergeLeavesOneThatStandsForAll() {
    List<UUID> all = library("life.merge", "a", "a again", "other");
    UUID one = revision("life.merge", "a", all.get(0));
    database.contributors.inherit(one, all.subList(0, 2), null);

    apply(ChangeKind.MERGE, "life.merge", List.of(one), all.subList(0, 2));

    assertThat(members("life.merge", 2)).containsExactlyInAnyOrder(one, all.get(2));
    assertThat(experience(all.get(0)).status()).isEqualTo(ExperienceStatus.SUPERSEDED);
    assertThat(experience(all.get(1)).status()).isEqualTo(ExperienceStatus.MERGED);
    assertThat(experience(all.get(1)).replacedBy()).isEqualTo(one);
    ExperienceHistory history = database.histories.history(all.get(0));
    assertThat(history.revisions())
        .extracting(ExperienceView::id)
        .containsExactlyInAnyOrder(all.get(0), one);
    assertThat(history.merged()).extracting(ExperienceView::id).containsExactly(all.get(1));
  }

  @Test
  void whatWasTakenOutComesBackWhenThereIsRoom() {
    List<UUID> all = library("life.back", "a", "b");
    LibraryChange restore = change(ChangeKind.RESTORE, "life.back", List.of(all.get(0)), List.of());
    apply(ChangeKind.REMOVE, "life.back", List.of(), List.of(all.get(0)));
    assertThat(experience(all.get(0)).status()).isEqualTo(ExperienceStatus.DEPRECATED);

    assertThat(apply(restore, 1, UUID.randomUUID()).state()).isEqualTo(State.FULL);
    assertThat(apply(restore, 2, UUID.randomUUID()).version()).isEqualTo(3);

    assertThat(experience(all.get(0)).status()).isEqualTo(ExperienceStatus.ADOPTED);
    assertThat(experience(all.get(0)).replacedBy()).isNull();
    assertThat(database.histories.versions(all.get(0)))
        .containsExactly(new VersionSpan(1, 1, 2), new VersionSpan(3, 3, null));
    assertThat(database.histories.versions(all.get(1)))
        .containsExactly(new VersionSpan(1, 3, null));
  }

  @Test
  void whatWasTaughtAgainMeanwhileIsNotRestored() {
    List<UUID> all = library("life.again", "a", "b");
    apply(ChangeKind.REMOVE, "life.again", List.of(), List.of(all.get(0)));
    UUID asked = add("life.again", "a", ExperienceStatus.IN_VOTE);
    LibraryChange restore =
        change(ChangeKind.RESTORE, "life.again", List.of(all.get(0)), List.of());

    assertThat(apply(restore, ROOM, UUID.randomUUID()).state()).isEqualTo(State.WAITING);
    apply(ChangeKind.ADD, "life.again", List.of(asked), List.of());
    assertThat(apply(restore, ROOM, UUID.randomUUID()).state()).isEqualTo(State.LAPSED);
  }

  @Test
  void noTwoRevisionsOfOneExperienceStandInALibrary() {
    UUID first = library("life.two", "a", "b").getFirst();
    UUID edit = revision("life.two", "a more", first);
    apply(ChangeKind.MODIFY, "life.two", List.of(edit), List.of(first));
    apply(new LibraryChange(ChangeKind.ROLLBACK, "life.two", List.of(), List.of(), 1));

    assertThat(apply(ChangeKind.RESTORE, "life.two", List.of(edit), List.of()).reason())
        .contains("another revision");
  }

  @Test
  void aRollbackMakesTheMembersOfAnEarlierVersionTheLibraryAgain() {
    List<UUID> all = library("life.rollback", "a", "b", "c");
    UUID edit = revision("life.rollback", "a", all.get(0));
    apply(ChangeKind.MODIFY, "life.rollback", List.of(edit), List.of(all.get(0)));
    apply(ChangeKind.REMOVE, "life.rollback", List.of(), List.of(all.get(1)));
    UUID later = add("life.rollback", "d", ExperienceStatus.IN_VOTE);
    apply(ChangeKind.ADD, "life.rollback", List.of(later), List.of());
    LibraryChange back =
        new LibraryChange(ChangeKind.ROLLBACK, "life.rollback", List.of(), List.of(), 1);

    assertThat(apply(back).version()).isEqualTo(5);

    assertThat(members("life.rollback", 5)).containsExactlyInAnyOrderElementsOf(all);
    assertThat(database.libraries.version("life.rollback", 5).root())
        .isEqualTo(database.libraries.version("life.rollback", 1).root());
    assertThat(all)
        .allSatisfy(id -> assertThat(experience(id).status()).isEqualTo(ExperienceStatus.ADOPTED));
    assertThat(List.of(edit, later))
        .allSatisfy(
            id -> assertThat(experience(id).status()).isEqualTo(ExperienceStatus.DEPRECATED));
    assertThat(apply(back).reason()).contains("these members already");
  }

  @Test
  void twoVersionsDifferByWhatChangedCameAndWent() {
    List<UUID> all = library("life.diff", "a", "b", "c");
    UUID edit = revision("life.diff", "a more", all.get(0));
    apply(ChangeKind.MODIFY, "life.diff", List.of(edit), List.of(all.get(0)));
    UUID second = revision("life.diff", "a much more", edit);
    apply(ChangeKind.MODIFY, "life.diff", List.of(second), List.of(edit));
    apply(ChangeKind.REMOVE, "life.diff", List.of(), List.of(all.get(1)));
    UUID later = add("life.diff", "d", ExperienceStatus.IN_VOTE);
    apply(ChangeKind.ADD, "life.diff", List.of(later), List.of());

    LibraryDiff diff = database.differences.diff("life.diff", 1, 5, PageRequest.first(20));
    assertThat(List.of(diff.changed(), diff.added(), diff.removed())).containsExactly(1L, 1L, 1L);
    assertThat(diff.rows().items())
        .extracting(LibraryDiff.Row::kind)
        .containsExactly(Kind.CHANGED, Kind.ADDED, Kind.REMOVED);
    LibraryDiff.Row changed = diff.rows().items().getFirst();
    assertThat(id(changed.before())).isEqualTo(all.get(0));
    assertThat(id(changed.after())).isEqualTo(second);

    LibraryDiff back = database.differences.diff("life.diff", 5, 1, new PageRequest(1, 1, ""));
    assertThat(back.rows().total()).isEqualTo(3);
    assertThat(back.rows().items())
        .singleElement()
        .satisfies(row -> assertThat(id(row.after())).isEqualTo(all.get(1)));
    assertThat(database.differences.diff("life.diff", 1, 5, new PageRequest(0, 9, "MUCH")).rows())
        .satisfies(page -> assertThat(page.total()).isEqualTo(1));
    assertThat(database.differences.diff("life.diff", 3, 3, PageRequest.first(1)).rows().items())
        .isEmpty();
  }

  @Test
  void contributorsOfWhatItComesFromStayAndEachIsNamedOnce() {
    UUID first = library("life.work", "a").getFirst();
    UUID edit = revision("life.work", "a more", first);
    database.contributors.inherit(edit, List.of(first), omar);
    UUID second = revision("life.work", "a much more", edit);
    database.contributors.inherit(second, List.of(edit), maya);

    assertThat(database.contributors.of(first))
        .extracting(Contributor::name)
        .containsExactly("maya");
    assertThat(database.contributors.of(edit))
        .extracting(Contributor::name)
        .containsExactly("maya", "omar");
    assertThat(database.contributors.of(Set.of(first, second)))
        .containsEntry(first, List.of(maya))
        .containsEntry(second, List.of(maya, omar));
  }

  private static List<UUID> library(String domain, String... texts) {
    return database.write(
        w -> {
          Library library = new Library(domain, domain, "For the test.");
          w.em.persist(library);
          List<Experience> added =
              Arrays.stream(texts)
                  .map(text -> w.experiences.add(core(domain, text), ExperienceStatus.ADOPTED))
                  .toList();
          w.libraries.append(library, added, VersionCause.GENESIS, maya, NOW);
          return added.stream().map(Experience::id).toList();
        });
  }

  private static UUID add(String domain, String text, ExperienceStatus status) {
    return database.write(w -> w.experiences.add(core(domain, text), status).id());
  }

  private static UUID revision(String domain, String text, UUID revised) {
    return database.write(w -> w.experiences.addRevision(core(domain, text), revised).id());
  }

  private static ChangeOutcome apply(
      ChangeKind kind, String domain, List<UUID> in, List<UUID> out) {
    return apply(change(kind, domain, in, out));
  }

  private static ChangeOutcome apply(LibraryChange change) {
    return apply(change, ROOM, UUID.randomUUID());
  }

  private static ChangeOutcome apply(LibraryChange change, int capacity, UUID proposal) {
    return database.write(w -> w.changes.apply(change, capacity, proposal, NOW));
  }

  private static LibraryChange change(
      ChangeKind kind, String domain, List<UUID> in, List<UUID> out) {
    return new LibraryChange(kind, domain, in, out, null);
  }

  private static ExperienceView experience(UUID id) {
    return database.experiences.experience(id);
  }

  private static Set<UUID> members(String domain, int number) {
    return database.members.of(domain, number);
  }

  private static @Nullable UUID id(@Nullable ExperienceView view) {
    return view == null ? null : view.id();
  }

  private static ExperienceCore core(String domain, String what) {
    return new ExperienceCore(
        UUID.randomUUID(),
        domain,
        "When testing " + what + ", look twice.",
        5000,
        List.of(new Example("in", "out")),
        NOW,
        maya);
  }
}
