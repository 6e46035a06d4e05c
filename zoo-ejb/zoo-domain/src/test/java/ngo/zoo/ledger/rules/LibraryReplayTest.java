package ngo.zoo.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import ngo.zoo.ledger.VersionCause;
import ngo.zoo.ledger.rules.LibraryReplay.Member;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryReplayTest {
  private static final UUID CAUSE = new UUID(1, 2);
  private final LibraryReplay replay = new LibraryReplay();
  private final byte[] a = Sha256.ofText("a");
  private final byte[] b = Sha256.ofText("b");
  private final byte[] c = Sha256.ofText("c");

  /** Read back from the text that the log commits to. */
  private static CommittedVersion record(
      int version, List<byte[]> members, VersionOperation... operations) {
    VersionContent content =
        new VersionContent(
            members.stream()
                .map(leaf -> new VersionMember(new UUID(0, 0), leaf, 0, 0, 0))
                .toList());
    return CommittedVersion.parse(
        CanonicalJson.of(
            new LibraryVersionRecord(
                    "replay.signs",
                    version,
                    version - 1,
                    content,
                    List.of(operations),
                    VersionCause.PROPOSAL,
                    CAUSE,
                    Instant.EPOCH)
                .json()));
  }

  private static List<Member> rows(byte[]... leaves) {
    List<byte[]> sorted = Stream.of(leaves).sorted(Arrays::compareUnsigned).toList();
    List<Member> rows = new ArrayList<>();
    for (byte[] leaf : sorted) {
      rows.add(new Member(rows.size(), new UUID(3, rows.size()), leaf, leaf));
    }
    return rows;
  }

  @Test
  void addsRemovesAndReplacesInTurn() {
    assertSound(
        record(1, List.of(a, b), VersionOperation.add(a), VersionOperation.add(b)), rows(a, b));
    assertSound(record(2, List.of(a, c), VersionOperation.modify(b, c)), rows(a, c));
    assertSound(record(3, List.of(c), VersionOperation.delete(a)), rows(c));
    assertSound(record(4, List.of(), VersionOperation.delete(c)), rows());
  }

  private void assertSound(CommittedVersion record, List<Member> rows) {
    assertThat(replay.next(record, rows)).isEqualTo(new LibraryReplay.Difference(false, List.of()));
  }

  @Test
  void operationsThatLieAreFoundAndDoNotSpoilWhatFollows() {
    assertThat(replay.next(record(1, List.of(a, b), VersionOperation.add(a)), rows(a, b)))
        .isEqualTo(new LibraryReplay.Difference(true, List.of()));
    assertThat(replay.next(record(2, List.of(a, b), VersionOperation.delete(c)), rows(a, b)))
        .isEqualTo(new LibraryReplay.Difference(true, List.of()));
    assertSound(record(3, List.of(a, b, c), VersionOperation.add(c)), rows(a, b, c));
  }

  @Test
  void aRootThatNothingGivesIsFoundInBoth() {
    LibraryReplay.Difference difference =
        replay.next(record(1, List.of(a, b), VersionOperation.add(a)), rows(c));
    assertThat(difference.operations()).isTrue();
    assertThat(difference.members()).containsExactly("the rows do not make the root either");
  }

  @Test
  void withoutARecordTheRowsAreBelieved() {
    assertThat(replay.next(null, rows(a)).members()).isEmpty();
    assertSound(record(2, List.of(a, b), VersionOperation.add(b)), rows(a, b));
  }

  @Test
  void anExperienceWhoseLeafDataWasChangedIsStillTheMember() {
    List<Member> rows = rows(a, b);
    Member first = rows.getFirst();
    rows.set(0, new Member(0, first.experience(), c, first.digest()));
    assertSound(record(1, List.of(a, b), VersionOperation.add(a), VersionOperation.add(b)), rows);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"cause\":[]}",
        "{\"cause\":{},\"ops\":{}}",
        "{\"cause\":{},\"ops\":[{\"h\":\"00\",\"op\":\"add\"}]}",
        "{\"cause\":{},\"ops\":[],\"domain\":1}"
      })
  void whatIsNoRecordIsRefused(String text) {
    assertThatThrownBy(() -> CommittedVersion.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
