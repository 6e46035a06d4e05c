package ngo.zoo.dev.demo;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import ngo.zoo.dev.Background;
import ngo.zoo.dev.PartFailure;
import ngo.zoo.dev.client.Reply;
import ngo.zoo.dev.client.ZooApi;
import ngo.zoo.keeper.Sign;

/** The steps of the demonstration; each checks what it claims. */
final class Story {
  private static final String DOMAIN = "keeper.signs";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int MOSTLY_WRONG = Quiz.QUESTIONS / 2;
  private static final int NEARLY_ALL = Quiz.QUESTIONS - 2;

  private final Cast cast;
  private final Path folder;
  private final boolean chain;
  private Quiz quiz = new Quiz(Sign.values()[0]);
  private String proposal = "";
  private String experience = "";
  private String receipt = "";
  private Path proof;

  /**
   * @param folder where the proof file is left
   * @param chain whether anchors can be expected
   */
  Story(Cast cast, Path folder, boolean chain) {
    this.cast = cast;
    this.folder = folder;
    this.chain = chain;
    this.proof = folder;
  }

  void tell(Narrator narrator) {
    narrator.step("find a sign that the library does not know", this::findUnknownSign);
    narrator.step("ask 40 questions about it", this::askBefore);
    narrator.step("tomas submits the missing experience", this::submit);
    narrator.step("four members vote for it", this::vote);
    narrator.step("seven days pass and the vote is executed", this::adopt);
    narrator.step("ask the same 40 questions", this::askAfter);
    narrator.step("the receipt names the experience", this::showReceipt);
    narrator.step("an hour passes and the answers are final", this::finish);
    narrator.step("the author has earned", this::showEarnings);
    narrator.step("the receipt's postings sum to zero", this::showPostings);
    narrator.step("download the receipt's proof", this::downloadProof);
    narrator.step("verify it offline, and not after one changed byte", this::verify);
    narrator.step("the log", this::showLog);
  }

  private String findUnknownSign() {
    String known = allExperiences();
    Sign sign =
        Arrays.stream(Sign.values())
            .filter(it -> !known.contains("shows " + Quiz.word(it) + ","))
            .findFirst()
            .orElseThrow(
                () ->
                    new Narrator.StepFailure(
                        "the library knows all signs by now; ./zoo reset begins anew"));
    quiz = new Quiz(sign);
    return "sign: " + quiz.word() + "; library " + DOMAIN + " version " + head();
  }

  private String allExperiences() {
    StringBuilder texts = new StringBuilder();
    int first = 0;
    JsonArray page;
    do {
      page = get("/api/v1/experiences?domain=" + DOMAIN + "&size=100&first=" + first).items();
      texts.append(page);
      first += page.size();
    } while (!page.isEmpty());
    return texts.toString();
  }

  private String askBefore() {
    int right = quiz.ask(cast.partner()).right();
    require(right < MOSTLY_WRONG, right + " were right although nothing is known");
    return "right: " + right + " of " + Quiz.QUESTIONS + " (a guess is right one time in eight)";
  }

  private String submit() {
    JsonObject body =
        Json.createObjectBuilder()
            .add("domain", DOMAIN)
            .add("text", quiz.experience())
            .add("confidence_bp", 9500)
            .add("examples", JsonValue.EMPTY_JSON_ARRAY)
            .build();
    JsonObject made = cast.author().post("/api/v1/experiences", body).expect(201).json();
    proposal = made.getString("id");
    experience = made.getString("experience_id");
    Patience.await(
        "the opening of the vote",
        SOON,
        () -> proposal().filter(it -> has(it, "status", "active")));
    return "\"" + quiz.experience() + "\"\nexperience " + experience + "\nproposal   " + proposal;
  }

  private String vote() {
    JsonObject ballot =
        Json.createObjectBuilder()
            .add("support", "for")
            .add("reason", "The sign is seen often and nobody could read it.")
            .build();
    for (ZooApi voter : cast.voters()) {
      voter.post("/api/v1/proposals/" + proposal + "/ballots", ballot).expect(201);
    }
    JsonObject tally = proposal().orElseThrow().getJsonObject("tally");
    require(tally.getBoolean("quorum_reached"), "the quorum is not reached: " + tally);
    require(tally.getBoolean("approved"), "the approval is not reached: " + tally);
    return "for "
        + amount(tally.getJsonObject("power_for"))
        + ", against "
        + amount(tally.getJsonObject("power_against"))
        + " of "
        + amount(tally.getJsonObject("total_supply"))
        + "; quorum and approval reached";
  }

  private String adopt() {
    int before = head();
    advance("P7D");
    Patience.await(
        "the execution of the proposal",
        SOON,
        () -> proposal().filter(it -> has(it, "status", "executed")));
    int after = head();
    require(after > before, "the library has no new version");
    JsonObject version = get("/api/v1/libraries/" + DOMAIN + "/versions/" + after).json();
    return "version "
        + before
        + " → "
        + after
        + "\nroot "
        + text(version, "root")
        + "\nCID  "
        + text(version, "cid");
  }

  private String askAfter() {
    Quiz.Outcome outcome = quiz.ask(cast.partner());
    receipt = outcome.last().getString("receipt_id");
    require(outcome.right() >= NEARLY_ALL, "only " + outcome.right() + " were right");
    require(
        outcome.last().getJsonArray("experiences_used").toString().contains(experience),
        "the experience was not used: " + outcome.last());
    return "right: " + outcome.right() + " of " + Quiz.QUESTIONS;
  }

  private String showReceipt() {
    JsonObject found = receipt();
    require(
        found.getJsonArray("experiences").toString().contains(experience),
        "the receipt does not name the experience");
    return "receipt "
        + receipt
        + "\nfee "
        + amount(found.getJsonObject("fee"))
        + ", library version "
        + found.getInt("library_version")
        + ", node "
        + text(found, "node");
  }

  private String finish() {
    advance("PT61M");
    JsonObject done =
        Patience.await(
            "the final settlement",
            SOON,
            () -> Optional.of(receipt()).filter(it -> has(it, "status", "final")));
    return "final since " + text(done, "final_at");
  }

  private String showEarnings() {
    JsonObject earning = Patience.await("the author's earning", SOON, () -> earningOf(receipt));
    JsonObject all = cast.author().get("/api/v1/earnings").expect(200).json();
    return "for this answer "
        + amount(earning.getJsonObject("amount"))
        + "\nof all time     "
        + amount(all.getJsonObject("earned"));
  }

  private Optional<JsonObject> earningOf(String wanted) {
    return cast
        .author()
        .get("/api/v1/earnings?size=100")
        .expect(200)
        .items()
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(it -> it.getString("receipt_id").equals(wanted))
        .findFirst();
  }

  private String showPostings() {
    List<JsonObject> entries =
        cast.staff()
            .get("/api/v1/entries?cause=" + receipt)
            .expect(200)
            .items()
            .getValuesAs(JsonObject.class);
    require(!entries.isEmpty(), "there are no entries");
    StringBuilder lines = new StringBuilder();
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonObject entry : entries) {
      lines.append(text(entry, "memo")).append('\n');
      for (JsonObject posting : entry.getJsonArray("postings").getValuesAs(JsonObject.class)) {
        JsonObject amount = posting.getJsonObject("amount");
        sum = sum.add(new BigDecimal(amount.getString("value")));
        lines
            .append("  ")
            .append(amount(amount))
            .append("  ")
            .append(text(posting, "kind"))
            .append(' ')
            .append(text(posting, "owner"))
            .append('\n');
      }
    }
    require(sum.signum() == 0, "the postings sum to " + sum);
    return lines + "sum 0";
  }

  private String downloadProof() {
    String content =
        Patience.await(
            chain ? "the anchoring of the receipt" : "the checkpoint over the receipt",
            Duration.ofMinutes(2),
            this::completeProof);
    try {
      proof = Files.writeString(folder.resolve("receipt-" + receipt + ".json"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return proof + (chain ? "" : "\nwithout an anchor, because the chain is off");
  }

  private Optional<String> completeProof() {
    Reply reply = cast.anybody().get("/api/v1/proofs/receipt/" + receipt);
    boolean anchored = reply.status() == 200 && hasValue(reply.json(), "anchor");
    return reply.status() == 200 && (anchored || !chain)
        ? Optional.of(reply.body())
        : Optional.empty();
  }

  private String verify() {
    String verdict = verdict(proof);
    try {
      String changed = Files.readString(proof).replaceFirst("zoo-keeper-tiny", "zoo-keeper-tinz");
      Path tampered = Files.writeString(folder.resolve("tampered.json"), changed);
      require(isRefused(tampered), "a changed file was accepted");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return verdict.strip() + "\nwith one byte changed: not verified";
  }

  private static boolean isRefused(Path file) {
    try {
      verdict(file);
      return false;
    } catch (PartFailure e) {
      return true;
    }
  }

  /** In a process of its own, as anybody would check a file that was sent to them. */
  private static String verdict(Path file) {
    return Background.run(
        file.toAbsolutePath().getParent() instanceof Path parent ? parent : Path.of("."),
        SOON,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        absoluteClassPath(),
        "ngo.zoo.dev.verify.VerifyCommand",
        file.toString());
  }

  private static String absoluteClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(":", -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(":"));
  }

  private String showLog() {
    JsonObject log = get("/api/v1/log/status").json();
    if (chain) {
      require(hasValue(log, "anchor_transaction"), "nothing is anchored");
    }
    return "leaves "
        + log.get("tree_size")
        + ", root "
        + text(log, "root")
        + "\nanchored "
        + log.get("anchored_size")
        + " leaves"
        + (hasValue(log, "anchor_transaction")
            ? " by transaction " + text(log, "anchor_transaction")
            : "")
        + (chain ? "" : "\nthe chain is off: the other leaves are anchored when it runs again");
  }

  private void advance(String period) {
    JsonObject step = Json.createObjectBuilder().add("advance", period).build();
    cast.staff().post("/api/v1/dev/clock", step).expect(200);
  }

  private Optional<JsonObject> proposal() {
    return Optional.of(get("/api/v1/proposals/" + proposal).json());
  }

  private JsonObject receipt() {
    return cast.partner().get("/api/v1/receipts/" + receipt).expect(200).json();
  }

  private int head() {
    return get("/api/v1/libraries/" + DOMAIN).json().getInt("head");
  }

  private Reply get(String path) {
    return cast.anybody().get(path).expect(200);
  }

  private static boolean has(JsonObject json, String name, String value) {
    return text(json, name).equalsIgnoreCase(value);
  }

  private static boolean hasValue(JsonObject json, String name) {
    return json.containsKey(name) && !json.isNull(name);
  }

  private static String text(JsonObject json, String name) {
    return json.getString(name, "");
  }

  private static String amount(JsonObject amount) {
    return amount.getString("value") + " " + amount.getString("asset");
  }

  private static void require(boolean fulfilled, String otherwise) {
    if (!fulfilled) {
      throw new Narrator.StepFailure(otherwise);
    }
  }
}
