package ngo.zoo.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The pages of routing in a real browser: asking with all that is said about it, an objection on
 * its way through the panel, a provider's nodes, the router's figures for staff alone.
 */
class RoutingPagesIT {
  private static final Path CHROMIUM =
      Path.of(System.getenv().getOrDefault("ZOO_CHROMIUM", "/usr/bin/chromium"));

  private static final Zoo ZOO = Zoo.shared();
  private static Playwright playwright;
  private static Browser browser;

  @BeforeAll
  static void open() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-first-run")));
  }

  @AfterAll
  static void close() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @Test
  void thePlaygroundSaysWhatAnAnswerCostAndWhyThatNode() {
    try (Page page = signedIn("ada")) {
      show(page, "playground.xhtml");
      page.locator("#ask-more summary").click();
      page.locator("#ask-verification").selectOption("redundant");
      assertThat(page.locator("#ask-fee")).containsText("0.03 KEEPER");
      page.locator("#ask-verification").selectOption("");
      assertThat(page.locator("#ask-fee")).containsText("0.01 KEEPER");
      page.locator("#ask-experiences").selectOption("both");
      assertThat(page.locator("#ask-fee")).containsText("Two answers");
      page.locator("#ask-button").click();
      assertThat(page.locator(".run")).hasCount(2);
      assertThat(page.locator("#answer")).containsText("Rotate the digits left: 0 7 2 4.");
      assertThat(page.locator("[data-part='why'] .chosen")).hasCount(2);
      assertThat(page.locator("[data-part='left']").first()).containsText("KEEPER");
      assertThat(page.locator("[data-part='tokens']").first()).containsText("answered");
      assertThat(page.locator("[data-part='used'] .num").first()).containsText("0.");
      page.locator("a#receipt-link").click();
      assertThat(page.locator("#decision")).containsText("chosen");
      assertThat(page.locator("#entries a").first()).isVisible();
    }
  }

  @Test
  void aRefusedQuestionSaysWhatToDo() {
    try (Page page = signedIn("ada")) {
      show(page, "playground.xhtml");
      page.locator("#ask-text").fill("Tell me about the weather in Paris");
      page.locator("#ask-button").click();
      assertThat(page.locator("[data-part='error-text']")).containsText("Nothing was charged");
      assertThat(page.locator("[data-part='error-todo']")).not().isEmpty();
      assertThat(page.locator("#ask-text-wrong")).not().isEmpty();
      page.locator("#ask-text").fill(Questions.KNOWN);
      page.locator("#ask-more summary").click();
      page.locator("#ask-price").fill("0.000001");
      page.locator("#ask-button").click();
      assertThat(page.locator("[data-part='error-todo']")).containsText("at most");
      assertThat(page.locator("#ask-price-wrong")).containsText("costs");
      assertThat(page.locator("#ask-price")).hasAttribute("aria-invalid", "true");
      assertThat(page.locator("#ask-text-wrong")).hasCount(0);
    }
  }

  @Test
  void anObjectionGoesFromTheReceiptToThePanel() {
    String receipt = answered("omar");
    try (Page page = signedIn("omar")) {
      show(page, "receipt.xhtml?id=" + receipt);
      page.locator("#challenge-reason").fill("wrong");
      page.locator("#challenge-review").click();
      assertThat(page.locator("#challenge-form .ui-message")).containsText("10 to 2000");
      page.locator("#challenge-reason").fill("The digits are not what the rule gives.");
      page.locator("#challenge-review").click();
      page.locator("#challenge-confirm").click();
      assertThat(page.locator("#page-messages")).containsText("Your objection is taken");
      assertThat(page.locator("#challenge")).hasCount(0);
    }
    ZOO.soon("it is disputed", () -> dispute(receipt) != null);
    String id = String.valueOf(dispute(receipt));
    try (Page stranger = browser.newPage()) {
      show(stranger, "disputes.xhtml?state=voting");
      assertThat(stranger.locator("#disputes")).containsText("The digits are not what");
      show(stranger, "dispute.xhtml?id=" + id);
      assertThat(stranger.locator("#panel-form")).hasCount(0);
      assertThat(stranger.locator(".timeline li").first()).isVisible();
    }
    for (String member : List.of("sam", "iris", "ada")) {
      vote(member, id);
    }
    ZOO.eventually(
        "the objection is upheld",
        () ->
            ZOO.get(Zoo.NOBODY, "/api/v1/disputes/" + id)
                .expect(200)
                .json()
                .getString("state")
                .equals("upheld"));
    try (Page page = signedIn("omar")) {
      show(page, "dispute.xhtml?id=" + id);
      assertThat(page.locator("main h1 ~ .status")).containsText("Objection upheld");
      assertThat(page.locator("main")).containsText("given back");
      show(page, "receipt.xhtml?id=" + receipt);
      assertThat(page.locator("#receipt-dispute a")).isVisible();
    }
  }

  private static void vote(String member, String dispute) {
    try (Page page = signedIn(member)) {
      ZOO.eventually(
          "the panel waits for " + member,
          () -> {
            show(page, "dispute.xhtml?id=" + dispute);
            return page.locator("#panel-uphold").count() == 1;
          });
      page.locator("#panel-reason").fill("The verifiers' reports leave no doubt.");
      page.locator("#panel-uphold").click();
      page.locator("#panel-confirm").click();
      assertThat(page.locator("#page-messages")).containsText("Your vote is cast");
      assertThat(page.locator("#panel-uphold")).hasCount(0);
    }
  }

  @Test
  void aProviderSeesHowFarItsNodesAreAndStartsAnother() {
    try (Page page = signedIn("petra")) {
      show(page, "provider.xhtml");
      assertThat(page.locator("#own-panel article").first()).isVisible();
      assertThat(page.locator(".progress-steps").first().locator("li")).hasCount(4);
      page.locator("#enrol").click();
      assertThat(page.locator("#enrol-command")).not().isEmpty();
      page.locator("#enrol-forget").click();
      assertThat(page.locator("#enrol-command")).hasCount(0);
      page.locator("#own-panel article h3 a").first().click();
      assertThat(page.locator("#history tbody tr").first()).isVisible();
      assertThat(page.locator("#deterrence-title")).isVisible();
      org.assertj.core.api.Assertions.assertThat(
              page.navigate(ZOO.portal() + "/node.xhtml?id=00000000-0000-0000-0000-000000000007")
                  .status())
          .isEqualTo(404);
    }
    try (Page page = signedIn("maya")) {
      show(page, "provider.xhtml");
      assertThat(page.locator("#enrol")).hasCount(0);
    }
  }

  @Test
  void nodesAreSearchedByStateAndModel() {
    try (Page page = browser.newPage()) {
      show(page, "nodes.xhtml?model=zoo-keeper-tiny");
      assertThat(page.locator("#nodes tbody a").first()).isVisible();
      show(page, "nodes.xhtml?state=banned");
      assertThat(page.locator("#nodes")).containsText("No node fits");
    }
  }

  @Test
  void theRoutersFiguresAreForStaff() {
    answered("omar");
    try (Page page = signedIn("sam")) {
      show(page, "staff/router.xhtml");
      assertThat(page.locator("#router-tiles li")).hasCount(8);
      assertThat(page.locator("#router-workers tbody tr").first()).isVisible();
      String before = page.locator("#router-read time").innerText();
      assertThat(page.locator("#router-read time"))
          .not()
          .hasText(before, new LocatorAssertions.HasTextOptions().setTimeout(20_000));
      page.locator("#router-pause").click();
      assertThat(page.locator("#router-resume")).isVisible();
      show(page, "staff/leases.xhtml");
      show(page, "receipts.xhtml?status=held");
      assertThat(page.locator("#receipts tbody a").first()).isVisible();
    }
    try (Page page = signedIn("maya")) {
      for (String path : List.of("staff/router.xhtml", "staff/leases.xhtml")) {
        org.assertj.core.api.Assertions.assertThat(
                page.navigate(ZOO.portal() + "/" + path).status())
            .as(path)
            .isEqualTo(403);
      }
    }
  }

  private static void show(Page page, String path) {
    page.navigate(ZOO.portal() + "/" + path);
  }

  private static String answered(String person) {
    return ZOO.post(person, "/v1/chat/completions", Questions.chat(Questions.KNOWN, 7).toString())
        .expect(200)
        .json()
        .getJsonObject("zoo")
        .getString("receipt_id");
  }

  /** Null until it is there. */
  private static @Nullable String dispute(String receipt) {
    return ZOO
        .get(Zoo.NOBODY, "/api/v1/disputes?size=200")
        .expect(200)
        .json()
        .getJsonArray("items")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(one -> one.getJsonArray("receipts").toString().contains(receipt))
        .map(one -> one.getString("id"))
        .findFirst()
        .orElse(null);
  }

  private static Page signedIn(String login) {
    Page page = browser.newPage();
    page.navigate(ZOO.portal() + "/account.xhtml");
    page.locator("#username").fill(login);
    page.locator("#password").fill(login);
    page.locator("#kc-login").click();
    page.waitForURL(Pattern.compile(Pattern.quote(ZOO.portal()) + ".*"));
    return page;
  }
}
