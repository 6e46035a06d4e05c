package ngo.zoo.web.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import ngo.zoo.web.api.billing.BillToResource;
import ngo.zoo.web.api.billing.BillingAccountResource;
import ngo.zoo.web.api.billing.BudgetResource;
import ngo.zoo.web.api.billing.CreditNoteResource;
import ngo.zoo.web.api.billing.CreditResource;
import ngo.zoo.web.api.billing.InvoiceResource;
import ngo.zoo.web.api.billing.KeyResource;
import ngo.zoo.web.api.billing.OrganisationCreditResource;
import ngo.zoo.web.api.billing.OrganisationPlanResource;
import ngo.zoo.web.api.billing.OrganisationResource;
import ngo.zoo.web.api.billing.PlanResource;
import ngo.zoo.web.api.billing.PriceDryRunResource;
import ngo.zoo.web.api.billing.RefundResource;
import ngo.zoo.web.api.billing.StatementResource;
import ngo.zoo.web.api.billing.UsageResource;
import ngo.zoo.web.api.books.AccountResource;
import ngo.zoo.web.api.books.CorrectionResource;
import ngo.zoo.web.api.books.CsvSuffix;
import ngo.zoo.web.api.books.EscrowResource;
import ngo.zoo.web.api.books.JournalResource;
import ngo.zoo.web.api.books.ReconciliationResource;
import ngo.zoo.web.api.books.TrialBalanceResource;
import ngo.zoo.web.api.chat.QueryResource;
import ngo.zoo.web.api.chat.RateLimitFilter;
import ngo.zoo.web.api.chat.TranscriptResource;
import ngo.zoo.web.api.donations.DonationResource;
import ngo.zoo.web.api.idempotency.IdempotencyBodies;
import ngo.zoo.web.api.idempotency.IdempotencyFilter;
import ngo.zoo.web.api.ledger.ExportResource;
import ngo.zoo.web.api.ledger.ImportResource;
import ngo.zoo.web.api.ledger.ReembeddingResource;
import ngo.zoo.web.api.notices.DeliveryResource;
import ngo.zoo.web.api.notices.MailResource;
import ngo.zoo.web.api.notices.NotificationPreferenceResource;
import ngo.zoo.web.api.notices.WebhookResource;
import ngo.zoo.web.api.rewards.ContributionResource;
import ngo.zoo.web.api.rewards.EpochResource;
import ngo.zoo.web.api.rewards.LeaderBoardResource;
import ngo.zoo.web.api.rewards.ReputationResource;
import org.eclipse.microprofile.openapi.annotations.ExternalDocumentation;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;

/** The API of partners, members and tools. */
@ApplicationPath("/api/v1")
@OpenAPIDefinition(
    info =
        @Info(
            title = "Zoo",
            version = "1",
            description =
                "Ask models, submit and vote on experiences, follow every fee. Lists take first,"
                    + " size and search. Failures are problems (RFC 9457) under /api/v1 and OpenAI"
                    + " error objects under /v1.",
            license = @License(name = "Apache-2.0", identifier = "Apache-2.0")),
    servers = @Server(url = "/", description = "This foundation's server"),
    externalDocs = @ExternalDocumentation(url = "https://zoo.ngo", description = "The foundation"),
    security = @SecurityRequirement(name = "bearer"))
@SecurityScheme(
    securitySchemeName = "bearer",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    description = "An API key (zoo_…) or an access token of the realm")
public class ZooApi extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        CallerFilter.class,
        ReadableAddress.class,
        GivenParameters.class,
        CacheFilter.class,
        JsonBodies.class,
        ProblemMapper.class,
        RateLimitFilter.class,
        IdempotencyFilter.class,
        IdempotencyBodies.class,
        MeResource.class,
        ParameterResource.class,
        LedgerAuditResource.class,
        LibraryResource.class,
        LibraryLifeResource.class,
        LibrarySearchResource.class,
        ExperienceResource.class,
        ExperienceLifeResource.class,
        RatingResource.class,
        EvidenceResource.class,
        PruningResource.class,
        ImportResource.class,
        ExportResource.class,
        ReembeddingResource.class,
        ModerationResource.class,
        ProposalResource.class,
        ReceiptResource.class,
        ReplayResource.class,
        TranscriptResource.class,
        QueryResource.class,
        DisputeResource.class,
        VerificationResource.class,
        EntryResource.class,
        EarningResource.class,
        EpochResource.class,
        LeaderBoardResource.class,
        ReputationResource.class,
        ContributionResource.class,
        NodeResource.class,
        NodeLifeResource.class,
        NodePriceResource.class,
        EnrolmentResource.class,
        ModelCatalogueResource.class,
        LogResource.class,
        ProofResource.class,
        OutboxResource.class,
        MoneyResource.class,
        AccountResource.class,
        JournalResource.class,
        TrialBalanceResource.class,
        ReconciliationResource.class,
        CorrectionResource.class,
        EscrowResource.class,
        CsvSuffix.class,
        ClockResource.class,
        StakeResource.class,
        SlashResource.class,
        PersonhoodResource.class,
        OrganisationResource.class,
        KeyResource.class,
        BudgetResource.class,
        InvoiceResource.class,
        CreditNoteResource.class,
        RefundResource.class,
        StatementResource.class,
        BillToResource.class,
        UsageResource.class,
        PlanResource.class,
        OrganisationPlanResource.class,
        PriceDryRunResource.class,
        CreditResource.class,
        OrganisationCreditResource.class,
        BillingAccountResource.class,
        WebhookResource.class,
        DeliveryResource.class,
        NotificationPreferenceResource.class,
        MailResource.class,
        DonationResource.class);
  }
}
