package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ngo.zoo.billing.BillingAccountView;
import ngo.zoo.billing.OrganisationRow;
import ngo.zoo.billing.ProjectView;
import ngo.zoo.billing.service.BillingAccounts;
import ngo.zoo.billing.service.Organisations;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Whose billing is shown: a partner's own organisation, or the one that staff choose. */
@Named
@ViewScoped
public class BillingView implements Serializable {
  private static final long serialVersionUID = 1;

  @Inject Organisations organisations;
  @Inject BillingAccounts accounts;
  @Inject Me me;
  @Inject Gate gate;
  @Inject Refusals refusals;

  private @Nullable String organisation;
  private String project = "";

  /** Sends strangers to sign in, others without an organisation to 403, wrong ids to 404. */
  public void load() throws IOException {
    gate.signedIn();
    if (!me.isSignedIn()) {
      return;
    }
    if (!me.isPartner() && !me.isStaff()) {
      Lookup.respond(HttpServletResponse.SC_FORBIDDEN);
    } else if (organisation != null && !organisation.isBlank()) {
      Lookup.byId(organisation, id -> organisations.organisation(reader(), id));
    } else {
      organisation = getAll().stream().findFirst().map(row -> row.id().toString()).orElse(null);
    }
  }

  Caller reader() {
    return me.caller().orElseThrow();
  }

  UUID id() {
    return UUID.fromString(String.valueOf(organisation));
  }

  /** Those the reader may choose from. */
  public List<OrganisationRow> getAll() {
    return organisations.list(reader());
  }

  /** Null when there is none to show. */
  public @Nullable OrganisationRow getRow() {
    return Optional.ofNullable(organisation)
        .map(text -> organisations.organisation(reader(), UUID.fromString(text)))
        .orElse(null);
  }

  /** What there is to pay with. */
  public BillingAccountView getAccount() {
    return accounts.of(reader(), id());
  }

  public List<ProjectView> getProjects() {
    return organisations.projects(reader(), id());
  }

  /** Makes a project. */
  public void addProject() {
    try {
      organisations.addProject(reader(), id(), project);
      project = "";
    } catch (Refusal refusal) {
      refusals.show(refusal, "project");
    }
  }

  public @Nullable String getOrganisation() {
    return organisation;
  }

  public void setOrganisation(@Nullable String organisation) {
    this.organisation = organisation;
  }

  public String getProject() {
    return project;
  }

  public void setProject(@Nullable String project) {
    this.project = project == null ? "" : project;
  }
}
