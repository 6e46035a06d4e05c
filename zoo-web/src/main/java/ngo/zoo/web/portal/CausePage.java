package ngo.zoo.web.portal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import ngo.zoo.rewards.CauseKind;
import ngo.zoo.rewards.EntryView;
import org.jspecify.annotations.Nullable;

/** The page that shows what made an entry, where the reader may open one. */
record CausePage(EntryView entry, String name, boolean staff) {

  /** Path with its query, or null when there is no such page. */
  @Nullable String address() {
    CauseKind kind = entry.causeKind();
    if (name.isEmpty()) {
      return unnamed(kind, entry.causeId());
    }
    return switch (kind) {
      case QUERY, RECEIPT -> with("/receipt.xhtml?id=", name);
      case PROPOSAL, STAKE -> with("/proposal.xhtml?id=", name);
      case DONATION, GRANT -> with("/donations.xhtml?search=", name);
      case EPOCH ->
          with(staff ? "/staff/epochs.xhtml?number=" : "/leader-board.xhtml?epoch=", name);
      case INVOICE, INVOICE_CREDIT, PAYMENT, CREDIT_NOTE ->
          staff ? with("/staff/invoices.xhtml?search=", name) : "/invoices.xhtml";
      case CREDIT -> staff ? with("/staff/plans.xhtml?search=", name) : null;
      case TRANSFER -> staff ? "/staff/corrections.xhtml" : null;
      default -> null;
    };
  }

  private @Nullable String unnamed(CauseKind kind, UUID cause) {
    return switch (kind) {
      case REVERSAL -> "/entry.xhtml?id=" + cause;
      case STAKE, SLASH -> staff ? "/staff/slashes.xhtml" : "/stakes.xhtml";
      case CREDIT_LINE -> staff ? "/plan.xhtml?organisation=" + cause : "/plan.xhtml";
      case REFUND -> staff ? "/staff/invoices.xhtml" : "/invoices.xhtml";
      default -> null;
    };
  }

  private static String with(String page, String value) {
    return page + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
