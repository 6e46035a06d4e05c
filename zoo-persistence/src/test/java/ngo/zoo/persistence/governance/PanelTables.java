package ngo.zoo.persistence.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ngo.zoo.governance.PanelVoteView;
import ngo.zoo.governance.rules.PanelRules;
import ngo.zoo.persistence.Database;

/** A dispute's panel with one vote, for tests of what comes before and after. */
public final class PanelTables {
  private final Database database;
  private final DisputePanelStore panels;

  public PanelTables(Database database) {
    this.database = database;
    panels = new DisputePanelStore(database);
  }

  /** Opens the panel, has the member uphold, closes it; answers the votes. */
  public List<PanelVoteView> voted(UUID dispute, List<UUID> barred, UUID member, Instant now) {
    database.inTransaction(
        () -> {
          panels.open(dispute, barred, 1, now, now.plusSeconds(60));
          panels.open(dispute, List.of(), 9, now, now);
          DisputePanelStore.Panel panel = panels.lock(dispute).orElseThrow();
          assertThat(panel.barred()).containsExactlyElementsOf(barred);
          assertThat(panel.quorum()).isEqualTo(1);
          assertThat(panels.isWaitingFor(dispute, member)).isTrue();
          assertThat(panels.waitingFor(member)).isPositive();
          barred.forEach(party -> assertThat(panels.isWaitingFor(dispute, party)).isFalse());
          assertThat(panels.vote(dispute, member, true, "It is wrong.", now)).isTrue();
          assertThat(panels.vote(dispute, member, false, "It is right.", now)).isFalse();
          assertThat(panels.isWaitingFor(dispute, member)).isFalse();
          assertThat(panels.due(now)).doesNotContain(dispute);
          assertThat(panels.due(now.plusSeconds(60))).contains(dispute);
          panels.close(dispute, PanelRules.Outcome.UPHELD, now);
          assertThat(panels.lock(dispute)).isEmpty();
        });
    return panels.votes(dispute);
  }

  /** Opens the panel and closes it with nobody there. */
  public void unattended(UUID dispute, Instant now) {
    panels.open(dispute, List.of(), 3, now, now);
    panels.close(dispute, PanelRules.Outcome.NO_QUORUM, now);
  }
}
