package ngo.zoo.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import jakarta.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A member in a real browser: signs in, votes, sees the tally change, verifies a proof. */
class PortalIT {
  /** Set by {@code ./zoo test}, which says how to get one. */
  private static final Path CHROMIUM =
      Path.of(System.getenv().getOrDefault("ZOO_CHROMIUM", "/usr/bin/chromium"));

  private static final Zoo ZOO = Zoo.shared();
  private static Playwright playwright;
  private static Browser browser;

  @BeforeAll
  static void open() {
    if (!Files.isExecutable(CHROMIUM)) {
      throw new AssertionError("no " + CHROMIUM + ": install it with apt-get install chromium");
    }
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(java.util.Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--no-first-run")));
  }

  @AfterAll
  static void close() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @Test
  void aMemberVotesAndSeesTheTallyChange() {
    String proposal =
        ZOO.post(
                "omar",
                "/api/v1/proposals",
                Json.createObjectBuilder()
                    .add("type", "text")
                    .add("title", "Publish the keeper's handbook")
                    .add("body", "The foundation publishes the handbook under a free licence.")
                    .build())
            .expect(201)
            .json()
            .getString("id");
    try (Page page = browser.newPage()) {
      signIn(page, "lin");
      page.navigate(ZOO.portal() + "/proposal.xhtml?id=" + proposal);
      Locator tally = page.locator("#tally-for");
      String before = tally.innerText();
      page.locator("#vote-for").click();
      page.locator("#vote-confirm").click();
      assertThat(tally).not().hasText(before);
      assertThat(page.locator("#vote-for")).hasCount(0);
      assertThat(page.locator("#page-messages")).containsText("Your ballot is cast");
    }
  }

  @Test
  void thePlaygroundAnswersAsItOpensAndShowsTheReceipt() {
    try (Page page = browser.newPage()) {
      signIn(page, "ada");
      page.navigate(ZOO.portal() + "/playground.xhtml");
      page.locator("#ask-button").click();
      assertThat(page.locator("a#receipt-link")).hasCount(1);
      assertThat(page.locator("#answer")).containsText("Rotate the digits left: 0 7 2 4.");
    }
  }

  @Test
  void signingOutAsksNothingMore() {
    try (Page page = browser.newPage()) {
      signIn(page, "ada");
      page.locator("#sign-out").click();
      assertThat(page.locator("#sign-in")).hasCount(1);
    }
  }

  @Test
  void theVerifyPageComputesTheHashesItself() {
    String receipt =
        ZOO.post(Zoo.PARTNER, "/v1/chat/completions", Questions.chat(Questions.KNOWN, 3))
            .expect(200)
            .json()
            .getJsonObject("zoo")
            .getString("receipt_id");
    ZOO.eventually(
        "the leaf is under a checkpoint",
        () -> ZOO.get(Zoo.NOBODY, "/api/v1/proofs/receipt/" + receipt).status() == 200);
    String proof = ZOO.get(Zoo.NOBODY, "/api/v1/proofs/receipt/" + receipt).body();
    try (Page page = browser.newPage()) {
      page.navigate(ZOO.portal() + "/verify.xhtml");
      verify(page, proof);
      assertThat(page.locator("#verify-result")).hasText(Pattern.compile("^verified.*"));
      verify(page, proof.replaceFirst("zoo-keeper-tiny", "zoo-keeper-tinz"));
      assertThat(page.locator("#verify-result")).hasText(Pattern.compile("^not verified.*"));
    }
  }

  @Test
  void everyPageOpensWithoutErrors() {
    try (Page page = browser.newPage()) {
      signIn(page, "maya");
      for (String path :
          List.of(
              "index",
              "proposals",
              "propose",
              "experiences",
              "submit",
              "playground",
              "earnings",
              "nodes",
              "parameters",
              "verify",
              "account",
              "library")) {
        String query = path.equals("library") ? "?domain=keeper.signs" : "";
        int status = page.navigate(ZOO.portal() + "/" + path + ".xhtml" + query).status();
        org.assertj.core.api.Assertions.assertThat(status).as(path).isEqualTo(200);
        assertThat(page.locator("main h1")).hasCount(1);
      }
    }
  }

  private static void verify(Page page, String proof) {
    page.locator("#proof-text").fill(proof);
    page.locator("#verify-button").click();
  }

  private static void signIn(Page page, String login) {
    page.navigate(ZOO.portal() + "/account.xhtml");
    page.locator("#username").fill(login);
    page.locator("#password").fill(login);
    page.locator("#kc-login").click();
    page.waitForURL(Pattern.compile(Pattern.quote(ZOO.portal()) + ".*"));
  }
}
