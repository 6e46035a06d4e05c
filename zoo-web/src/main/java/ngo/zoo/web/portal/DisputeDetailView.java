package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.governance.PanelVoteView;
import ngo.zoo.governance.service.DisputePanels;
import ngo.zoo.rewards.EntryView;
import ngo.zoo.rewards.SlashView;
import ngo.zoo.rewards.service.Accounts;
import ngo.zoo.rewards.service.Callers;
import ngo.zoo.rewards.service.Slashing;
import ngo.zoo.routing.DisputeFile;
import ngo.zoo.routing.DisputeView;
import ngo.zoo.routing.service.DisputeFiles;
import ngo.zoo.routing.service.Disputes;
import ngo.zoo.shared.Caller;
import org.jspecify.annotations.Nullable;

/** One dispute: what is doubted, what verifiers found, how the panel votes, what came of it. */
@Named
@ViewScoped
public class DisputeDetailView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int MOST_ENTRIES = 50;

  @Inject Disputes disputes;
  @Inject DisputeFiles files;
  @Inject DisputePanels panels;
  @Inject Slashing slashing;
  @Inject Accounts accounts;
  @Inject Callers callers;
  @Inject Me me;

  private @Nullable String id;
  private transient @Nullable DisputeView dispute;
  private transient @Nullable DisputeFile file;
  private transient @Nullable List<PanelVoteView> votes;
  private transient @Nullable Map<UUID, String> names;
  private transient @Nullable SlashView slash;
  private transient @Nullable List<EntryView> entries;

  /** Reads the dispute; 404 when the address names none. */
  public void load() {
    Lookup.byId(id, disputes::dispute).ifPresent(found -> dispute = found);
  }

  /** Read again after a press: its state may have changed meanwhile. */
  public @Nullable DisputeView getDispute() {
    if (dispute == null) {
      load();
    }
    return dispute;
  }

  public @Nullable DisputeFile getFile() {
    DisputeView shown = getDispute();
    if (file == null && shown != null) {
      file = files.file(shown.id());
    }
    return file;
  }

  /** For people who are signed in, as the API says. */
  public List<PanelVoteView> getVotes() {
    DisputeView shown = getDispute();
    if (votes == null) {
      votes = shown == null || !me.isSignedIn() ? List.of() : panels.votes(shown.id());
    }
    return votes;
  }

  public String nameOf(UUID member) {
    if (names == null) {
      names = callers.names(getVotes().stream().map(PanelVoteView::memberId).distinct().toList());
    }
    return names.getOrDefault(member, "");
  }

  /** The slash that followed; null without. */
  public @Nullable SlashView getSlash() {
    DisputeView shown = getDispute();
    if (slash == null && shown != null && shown.slashId() != null) {
      slash = slashing.slash(shown.slashId());
    }
    return slash;
  }

  public List<DisputeSteps.Step> getSteps() {
    DisputeView shown = getDispute();
    DisputeFile read = getFile();
    return shown == null || read == null
        ? List.of()
        : DisputeSteps.of(shown, read, getVotes(), getSlash());
  }

  /** Movements of money since it was opened: refunds, splits, the slash. */
  public List<EntryView> getEntries() {
    DisputeView shown = getDispute();
    if (entries == null) {
      entries =
          shown == null ? List.of() : me.caller().map(it -> entries(it, shown)).orElse(List.of());
    }
    return entries;
  }

  private List<EntryView> entries(Caller reader, DisputeView shown) {
    List<UUID> causes = new ArrayList<>(shown.receipts());
    if (shown.slashId() != null) {
      causes.add(shown.slashId());
    }
    return accounts.entriesFor(reader, causes, shown.openedAt(), MOST_ENTRIES);
  }

  /** Whether the panel waits for the reader's vote. */
  public boolean isWaitingForReader() {
    DisputeView shown = getDispute();
    return shown != null
        && me.caller().filter(it -> panels.isWaitingFor(it, shown.id())).isPresent();
  }

  public @Nullable String getId() {
    return id;
  }

  public void setId(@Nullable String id) {
    this.id = id;
  }
}
