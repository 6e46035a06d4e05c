package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import ngo.zoo.governance.ProposalView;
import ngo.zoo.governance.service.Proposals;
import ngo.zoo.ledger.ExperienceQuery;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.HeldExperience;
import ngo.zoo.ledger.HoldReason;
import ngo.zoo.ledger.NearDuplicate;
import ngo.zoo.ledger.SubmitExperience;
import ngo.zoo.ledger.TextCheck;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.ledger.service.Moderation;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.books.Table;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;

/** Experiences: what libraries are made of. */
@Path("experiences")
@Produces("application/json")
@Consumes("application/json")
@RequestScoped
public class ExperienceResource {
  private static final String SUBMISSION =
      """
      {"domain": "keeper.signs",
       "text": "When the sign shows otter, rotate the digits left.",
       "confidence_bp": 9000,
       "examples": [{"input": "The sign shows otter: 4 0 7 2", "output": "0 7 2 4"}]}
      """;

  @Inject CurrentCaller current;
  @Inject Experiences experiences;
  @Inject Moderation moderation;
  @Inject Proposals proposals;

  /**
   * An experience offered to a library.
   *
   * @param confidenceBp basis points, 0 to 10000; 5000 when left out
   */
  public record Submission(
      @Nullable String domain,
      @Nullable String text,
      @Nullable Integer confidenceBp,
      @Nullable List<SubmitExperience.Example> examples) {
    private static final int UNDECIDED = 5000;

    SubmitExperience command() {
      int confidence = confidenceBp == null ? UNDECIDED : confidenceBp;
      if (confidence < 0 || confidence > 10_000) {
        throw Refusal.field("value-out-of-range", "confidence_bp", "confidence_bp is 0 to 10000");
      }
      return new SubmitExperience(
          RequiredField.of("domain", domain),
          RequiredField.of("text", text),
          confidence,
          examples == null ? List.of() : examples);
    }
  }

  /** A text to look at before it is submitted. */
  public record Draft(@Nullable String domain, @Nullable String text) {}

  /**
   * What the form rules and the library say of a draft.
   *
   * @param holds why a person would look at it before its vote opens
   * @param known the experience that says the same in the same words: submitting is refused
   * @param nearDuplicatesUnavailable the node that compares texts is down; submit anyway
   */
  public record DraftCheck(
      int words,
      List<String> errors,
      List<String> warnings,
      List<HoldReason> holds,
      @Nullable UUID known,
      List<NearDuplicate> nearDuplicates,
      boolean nearDuplicatesUnavailable) {}

  @GET
  @SecurityRequirements
  @Produces({"application/json", Table.CSV})
  @Operation(
      operationId = "listExperiences",
      summary = "Search experiences",
      description =
          "search is part of the text, in any case. CSV of the first 10 000 that match by Accept:"
              + " text/csv or experiences.csv.")
  public Response page(
      @BeanParam ExperienceParameters wanted,
      @BeanParam Paging paging,
      @HeaderParam("Accept") @Nullable String accept) {
    ExperienceQuery search = wanted.search();
    return Table.wanted(accept)
        ? ExperienceTable.of(experiences, search, paging.request().search().strip())
        : Response.ok(
                Listing.of(experiences.page(search, paging.request()), paging), "application/json")
            .build();
  }

  @GET
  @Path("{id}")
  @SecurityRequirements
  @Operation(
      operationId = "getExperience",
      summary = "One experience with its state, quality and what it earned")
  public ExperienceView one(@PathParam("id") UUID id) {
    return experiences.experience(id);
  }

  @GET
  @Path("{id}/review")
  @Operation(
      operationId = "getExperienceReview",
      summary = "Why it was held and what was decided (its author and staff)")
  public HeldExperience review(@PathParam("id") UUID id) {
    return moderation.review(current.get(), id);
  }

  @POST
  @Operation(
      operationId = "submitExperience",
      summary = "Submit an experience",
      description =
          "Locks the stake and opens a vote; the proposal is returned. What a person should look"
              + " at first is held: its proposal stays pending until staff release or refuse it.")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(implementation = Submission.class),
              examples = @ExampleObject(name = "otter", value = SUBMISSION)))
  @APIResponse(responseCode = "201", description = "The proposal that was opened")
  @APIResponse(responseCode = "402", description = "Not enough KEEPER for the stake")
  public Response submit(Submission submission) {
    Caller caller = current.get();
    ProposalView proposal = proposals.submitExperience(caller, submission.command());
    return ProposalResource.created(proposal);
  }

  @POST
  @Path("check")
  @Operation(
      operationId = "checkExperience",
      summary = "Check a draft: form, and what is like it in the library")
  public DraftCheck check(Draft draft) {
    current.get();
    String text = RequiredField.of("text", draft.text());
    String domain = RequiredField.of("domain", draft.domain());
    TextCheck form = experiences.check(text);
    List<NearDuplicate> near = form.errors().isEmpty() ? near(domain, text) : List.of();
    return new DraftCheck(
        form.words(),
        form.errors(),
        form.warnings(),
        form.holds(),
        experiences.known(domain, text).map(ExperienceView::id).orElse(null),
        near == null ? List.of() : near,
        near == null);
  }

  private @Nullable List<NearDuplicate> near(String domain, String text) {
    try {
      return experiences.nearDuplicates(domain, text);
    } catch (Refusal refusal) {
      if (refusal.kind() == Refusal.Kind.UNAVAILABLE) {
        return null;
      }
      throw refusal;
    }
  }
}
