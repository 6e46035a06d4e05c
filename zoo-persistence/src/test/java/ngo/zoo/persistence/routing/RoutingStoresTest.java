package ngo.zoo.persistence.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.OwnDatabase;
import ngo.zoo.routing.NodeCause;
import ngo.zoo.routing.NodeState;
import ngo.zoo.routing.ReceiptQuery;
import ngo.zoo.routing.ReceiptView;
import ngo.zoo.routing.VerificationStatus;
import ngo.zoo.routing.rules.NodeStep;
import ngo.zoo.routing.rules.ReceiptRecord;
import ngo.zoo.routing.rules.ReceiptRecord.InjectedExperience;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Mapping and queries of nodes and receipts on the real schema, as the application's role. */
class RoutingStoresTest {
  private static final Instant ANSWERED = Instant.parse("2026-01-02T03:04:05.006Z");
  private static final Instant FINAL_AFTER = ANSWERED.plusSeconds(3600);
  private static final UUID MEMBER = Ids.next();
  private static OwnDatabase database;
  private static SessionFactory factory;

  @BeforeAll
  static void start() throws Exception {
    database = new OwnDatabase();
    try (var connection = database.owner().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "insert into member values ('%s', 'petra', 'Petra', now())".formatted(MEMBER));
    }
    factory =
        new Configuration()
            .addAnnotatedClass(Node.class)
            .addAnnotatedClass(Receipt.class)
            .setProperty("hibernate.hbm2ddl.auto", "validate")
            .setProperty("hibernate.jdbc.time_zone", "UTC")
            .setProperty("hibernate.connection.url", database.applicationUrl())
            .buildSessionFactory();
  }

  @AfterAll
  static void stop() {
    factory.close();
  }

  @Test
  void aNodeKeepsTheTimeOfItsLastChangeAndEveryModelItServed() {
    UUID id = node("gpu-models");
    inTransaction(
        entities -> {
          NodeStore store = new NodeStore(entities);
          Node node = store.named("gpu-models").orElseThrow();
          assertThat(node.state()).isEqualTo(NodeState.DISCOVERED);
          node.take(new NodeStep(NodeState.HEALTHY, "well", NodeCause.PROBE), ANSWERED);
          node.heard(2048, ANSWERED.plusSeconds(9));
          assertThat(node.announced(ANSWERED)).isTrue();
          assertThat(node.announced(ANSWERED)).as("a replay").isFalse();
          store.serves(id, List.of("model-b", "model-a"));
          store.serves(id, List.of("model-a"));
        });
    inTransaction(
        entities -> {
          NodeStore store = new NodeStore(entities);
          Node node = store.locked(id).orElseThrow();
          assertThat(node.state()).isEqualTo(NodeState.HEALTHY);
          assertThat(node.stateReason()).as("nothing to explain").isEmpty();
          assertThat(node.memoryMib()).isEqualTo(2048);
          assertThat(node.stateSince()).isEqualTo(ANSWERED);
          assertThat(store.withKey(node.publicKey())).contains(node);
          assertThat(store.modelsByNode()).containsEntry(id, List.of("model-a", "model-b"));
          assertThat(store.models()).contains("model-a", "model-b");
        });
  }

  @Test
  void aReceiptIsFoundByPayerAndSearchNewestFirst() {
    UUID node = node("gpu-search");
    UUID payer = Ids.next();
    UUID first = receipt(node, payer, ANSWERED);
    UUID second = receipt(node, payer, ANSWERED.plusSeconds(1));
    receipt(node, Ids.next(), ANSWERED);
    Page<ReceiptView> own =
        read(store -> store.page(new ReceiptQuery(payer, null, null), PageRequest.first(20)));
    assertThat(own.items()).extracting(ReceiptView::id).containsExactly(second, first);
    assertThat(own.total()).isEqualTo(2);
    assertThat(total(payer, " GPU-SEARCH ")).isEqualTo(2);
    assertThat(total(payer, first.toString())).isEqualTo(1);
    assertThat(total(payer, "%")).isZero();
    assertThat(total(null, "gpu-search")).isEqualTo(3);
    ReceiptView view = read(store -> store.view(first)).orElseThrow();
    assertThat(view.node()).isEqualTo("gpu-search");
    assertThat(view.fee()).isEqualTo(Amount.keeper(new BigInteger("10000000000000000")));
    assertThat(view.status()).isEqualTo(Receipt.HELD);
    assertThat(view.answeredAt()).isEqualTo(ANSWERED);
    assertThat(view.record()).isEqualTo("{}");
  }

  @Test
  void receiptsAreFilteredByStateNodeAndDay() {
    UUID node = node("gpu-filter");
    UUID payer = Ids.next();
    UUID early = receipt(node, payer, ANSWERED);
    UUID late = receipt(node("gpu-filter-2"), payer, ANSWERED.plus(Duration.ofDays(1)));
    LocalDate day = LocalDate.parse("2026-01-02");
    assertThat(found(new ReceiptQuery(payer, "HELD", VerificationStatus.UNCHECKED)))
        .containsExactly(late, early);
    assertThat(found(new ReceiptQuery(payer, "FINAL", null))).isEmpty();
    assertThat(found(new ReceiptQuery(payer, null, VerificationStatus.DISPUTED))).isEmpty();
    assertThat(found(new ReceiptQuery(payer, null, null, node, null, null))).containsExactly(early);
    assertThat(found(new ReceiptQuery(payer, null, null, null, day, day.plusDays(1))))
        .containsExactly(early);
    assertThat(found(new ReceiptQuery(payer, null, null, null, day.plusDays(1), null)))
        .containsExactly(late);
  }

  private static List<UUID> found(ReceiptQuery query) {
    return read(store -> store.page(query, PageRequest.first(20))).items().stream()
        .map(ReceiptView::id)
        .toList();
  }

  @Test
  void aReceiptIsMadeFinalOnceAndByOneServerOnly() {
    UUID receipt = receipt(node("gpu-final"), Ids.next(), ANSWERED);
    assertThat(due(FINAL_AFTER.minusMillis(1))).doesNotContain(receipt);
    assertThat(due(FINAL_AFTER)).contains(receipt);
    inTransaction(
        entities -> {
          Receipt held = new ReceiptStore(entities).lockHeld(receipt).orElseThrow();
          assertThat(lockable(receipt)).as("by another server").isFalse();
          assertThatThrownBy(() -> held.makeFinal(FINAL_AFTER.minusMillis(1)))
              .isInstanceOf(IllegalStateException.class);
          held.makeFinal(FINAL_AFTER);
        });
    assertThat(lockable(receipt)).isFalse();
    assertThat(due(FINAL_AFTER)).doesNotContain(receipt);
    ReceiptView view = read(store -> store.view(receipt)).orElseThrow();
    assertThat(view.status()).isEqualTo(Receipt.FINAL);
    assertThat(view.finalAt()).isEqualTo(FINAL_AFTER);
  }

  @Test
  void onlyAuthorsOfWhatWasReadShareInTheFee() throws Exception {
    UUID read = experience();
    UUID skipped = experience();
    UUID id = Ids.next();
    ReceiptRecord answer =
        answer(
            id,
            node("gpu-authors"),
            Ids.next(),
            ANSWERED,
            List.of(
                new InjectedExperience(read, MEMBER, ""),
                new InjectedExperience(skipped, MEMBER, "not understood")));
    inTransaction(
        entities ->
            new ReceiptStore(entities)
                .add(new Receipt(answer, "MEMBER", "{}", new byte[64], FINAL_AFTER)));
    inTransaction(
        entities -> {
          ReceiptStore store = new ReceiptStore(entities);
          assertThat(store.lockHeld(id).orElseThrow().paidExperiences()).containsExactly(read);
          assertThat(store.view(id).orElseThrow().experiences()).containsExactly(read, skipped);
        });
  }

  private static UUID experience() throws Exception {
    UUID id = Ids.next();
    try (var connection = database.owner().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("insert into content_block values ('cid-%s', '', now())".formatted(id));
      statement.execute(
          """
          insert into experience (id, domain, text, text_key, confidence_bp, examples, author_id, created_at, status,
            leaf_data, cid)
          values ('%1$s', 'keeper.signs', 'When x, y', '%1$s', 1, '[]', '%2$s', now(), 'ADOPTED',
            sha256('%1$s'::bytea), 'cid-%1$s')
          """
              .formatted(id, MEMBER));
    }
    return id;
  }

  private static UUID node(String name) {
    UUID id = Ids.next();
    byte[] key = ReceiptRecord.sha256(name);
    NodeTerms terms = new NodeTerms("PROVIDER", MEMBER, "http://127.0.0.1:1", key, 2);
    inTransaction(entities -> new NodeStore(entities).add(new Node(id, name, terms, ANSWERED)));
    return id;
  }

  private static UUID receipt(UUID node, UUID payer, Instant at) {
    UUID id = Ids.next();
    Receipt receipt =
        new Receipt(
            answer(id, node, payer, at, List.of()), "MEMBER", "{}", new byte[64], FINAL_AFTER);
    inTransaction(entities -> new ReceiptStore(entities).add(receipt));
    return id;
  }

  private static ReceiptRecord answer(
      UUID id, UUID node, UUID payer, Instant at, List<InjectedExperience> experiences) {
    return new ReceiptRecord(
        id,
        payer,
        new byte[32],
        new byte[32],
        "zoo-keeper-tiny",
        "ab".repeat(32),
        node,
        "{}",
        new byte[64],
        "keeper.signs",
        1,
        "cd".repeat(32),
        experiences,
        7,
        9,
        10,
        Amount.keeper(new BigInteger("10000000000000000")),
        at);
  }

  private static long total(@Nullable UUID payer, String search) {
    return read(store ->
            store.page(new ReceiptQuery(payer, null, null), new PageRequest(0, 20, search)))
        .total();
  }

  private static List<UUID> due(Instant now) {
    return read(store -> store.due(now, 100));
  }

  private static boolean lockable(UUID receipt) {
    return read(store -> store.lockHeld(receipt).isPresent());
  }

  private static <T> T read(Function<ReceiptStore, T> work) {
    return factory.fromTransaction(entities -> work.apply(new ReceiptStore(entities)));
  }

  private static void inTransaction(Consumer<EntityManager> work) {
    factory.inTransaction(work::accept);
  }
}
