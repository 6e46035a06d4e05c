package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import ngo.zoo.governance.ChangedExperience;
import ngo.zoo.governance.ChangedExperience.Role;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.governance.service.LibraryProposals;
import ngo.zoo.ledger.ChangeKind;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.LibraryDiff;
import ngo.zoo.ledger.LibraryDiff.Kind;
import ngo.zoo.ledger.LibraryDiff.Row;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.ledger.service.Libraries;
import ngo.zoo.shared.PageRequest;
import org.jspecify.annotations.Nullable;

/** What a proposal changes in its library, side by side. */
@Named
@ViewScoped
public class ProposalChangeView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int SHOWN = 20;

  @Inject LibraryProposals proposals;
  @Inject Experiences experiences;
  @Inject Libraries libraries;

  private List<Row> rows = List.of();
  private long total;
  private int from;
  private int to;
  private @Nullable Integer made;

  /** Nothing is shown for a proposal that is not there, changes no library or only adds to one. */
  public void load(@Nullable ProposalView proposal) {
    String domain = proposal == null ? null : proposal.domain();
    if (proposal == null || domain == null) {
      return;
    }
    made = libraries.versionDecidedBy(proposal.id());
    Integer target = proposal.targetVersion();
    if (proposal.change() == ChangeKind.ROLLBACK && target != null) {
      to = target;
      from = made == null ? libraries.library(domain).head() : made - 1;
      LibraryDiff diff = libraries.diff(domain, from, to, PageRequest.first(SHOWN));
      rows = diff.rows().items();
      total = diff.rows().total();
    } else {
      rows = rows(proposals.changed(proposal.id()));
      total = rows.size();
    }
  }

  /** What goes first is what the one that comes takes the place of. */
  private List<Row> rows(List<ChangedExperience> changed) {
    List<ExperienceView> in = views(changed, Role.IN);
    List<ExperienceView> out = views(changed, Role.OUT);
    List<Row> list = new ArrayList<>();
    boolean replaces = !in.isEmpty() && !out.isEmpty();
    if (replaces) {
      list.add(new Row(Kind.CHANGED, out.getFirst(), in.getFirst()));
    }
    in.stream().skip(replaces ? 1 : 0).forEach(one -> list.add(new Row(Kind.ADDED, null, one)));
    out.stream().skip(replaces ? 1 : 0).forEach(one -> list.add(new Row(Kind.REMOVED, one, null)));
    return list;
  }

  private List<ExperienceView> views(List<ChangedExperience> changed, Role role) {
    List<UUID> ids =
        changed.stream().filter(one -> one.role() == role).map(ChangedExperience::id).toList();
    return experiences.experiences(ids);
  }

  public List<Row> getRows() {
    return rows;
  }

  /** How many there are, of which the first are shown. */
  public long getTotal() {
    return total;
  }

  /** Of a rollback the version it starts from. */
  public int getFrom() {
    return from;
  }

  /** Of a rollback the version it goes back to. */
  public int getTo() {
    return to;
  }

  /** The version it made; null when it made none. */
  public @Nullable Integer getMade() {
    return made;
  }
}
