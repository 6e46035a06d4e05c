package ngo.zoo.web.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ngo.zoo.routing.ReceiptLine;
import ngo.zoo.routing.VerificationStatus;
import ngo.zoo.routing.service.Router;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.api.Names;
import ngo.zoo.web.api.books.Given;
import ngo.zoo.web.portal.Options.Option;
import org.jspecify.annotations.Nullable;

/** The reader's receipts, everybody's for staff; what is shown stands in the address. */
@Named
@ViewScoped
public class ReceiptsView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final List<String> STATUSES = List.of("HELD", "FINAL", "REFUNDED");

  @Inject Router router;
  @Inject Me me;
  @Inject Texts texts;
  @Inject Refusals refusals;

  private String status = "";
  private String verification = "";
  private String search = "";
  private @Nullable PageModel<ReceiptLine> rows;

  /** Reads the address; says what of it cannot be read. */
  public void load() {
    if (!me.isSignedIn()) {
      return;
    }
    try {
      String wanted = status(status);
      VerificationStatus checked =
          Names.filter(VerificationStatus.class, "verification", verification);
      rows =
          new PageModel<>(
              request -> router.receipts(me.caller().orElseThrow(), wanted, checked, request),
              search);
    } catch (Refusal refusal) {
      refusals.show(refusal, "receipts");
    }
  }

  private static @Nullable String status(String given) {
    if (given.isEmpty()) {
      return null;
    }
    String wanted = given.toUpperCase(Locale.ROOT);
    if (!STATUSES.contains(wanted)) {
      throw Refusal.field("value-unknown", "status", "status must be held, final or refunded");
    }
    return wanted;
  }

  /** Null when the address cannot be read. */
  public @Nullable PageModel<ReceiptLine> getRows() {
    return rows;
  }

  public List<Option> getStatuses() {
    return STATUSES.stream()
        .map(one -> new Option(Names.of(one), texts.of("Receipt." + one)))
        .toList();
  }

  public List<Option> getVerifications() {
    return Arrays.stream(VerificationStatus.values())
        .map(one -> new Option(Names.of(one), texts.word(one)))
        .toList();
  }

  /** What the address asks for, as the API's call for a file takes it; empty for everything. */
  public String getFilters() {
    return Stream.of(
            Map.entry("status", status),
            Map.entry("verification", verification),
            Map.entry("search", search))
        .filter(one -> !one.getValue().isEmpty())
        .map(one -> "&" + one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
        .collect(Collectors.joining());
  }

  /** Whether anything but everything is asked for. */
  public boolean isNarrowed() {
    return !(status + verification + search).isEmpty();
  }

  public String getStatus() {
    return status;
  }

  public void setStatus(@Nullable String status) {
    this.status = Given.text(status);
  }

  public String getVerification() {
    return verification;
  }

  public void setVerification(@Nullable String verification) {
    this.verification = Given.text(verification);
  }

  public String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = Given.text(search);
  }
}
