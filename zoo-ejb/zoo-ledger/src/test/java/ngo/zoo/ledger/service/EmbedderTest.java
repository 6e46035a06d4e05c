package ngo.zoo.ledger.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.gpu.Embeddings;
import ngo.zoo.gpu.GpuConnection;
import ngo.zoo.gpu.GpuConnectionFactory;
import ngo.zoo.gpu.WorkerException;
import ngo.zoo.gpu.WorkerException.Reason;
import ngo.zoo.persistence.ledger.StoredVector;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.TryLater;
import org.infinispan.Cache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EmbedderTest {
  private final List<String> asked = new ArrayList<>();
  private final List<Reason> failures = new ArrayList<>();
  private final Map<Object, Object> cached = new HashMap<>();
  private final List<Object> lifespans = new ArrayList<>();
  private String embedderId = "test/1";
  private int closed;
  private final Embedder embedder = new Embedder();

  EmbedderTest() {
    embedder.nodes = proxy(GpuConnectionFactory.class, (name, args) -> connect());
    embedder.cache = cache();
  }

  @Test
  void aTextIsAskedForOnceAndItsSlotGivenBack() {
    StoredVector first = embedder.embed("When a, b.");

    assertThat(embedder.embed("When a, b.")).isSameAs(first);
    assertThat(first.embedderId()).isEqualTo("test/1");
    assertThat(asked).containsExactly("When a, b.");
    assertThat(closed).isEqualTo(1);
  }

  @Test
  void whatAnotherEmbedderMadeIsPassedOver() {
    StoredVector first = embedder.embed("x");
    embedderId = "test/2";

    assertThat(embedder.embed("x")).isSameAs(first);
    assertThat(embedder.embed("y").embedderId()).isEqualTo("test/2");
    assertThat(embedder.embed("x").embedderId()).isEqualTo("test/2");
    assertThat(asked).containsExactly("x", "y", "x");
  }

  @Test
  void whoseVectorsCountIsAskedAgainAfterAWhile() {
    embedder.embed("x");
    assertThat(lifespans).containsExactly(60L);
    cached.remove("embedder");
    embedderId = "test/2";

    assertThat(embedder.embed("x").embedderId()).isEqualTo("test/2");
  }

  @Test
  void aFullNodeIsWaitedFor() {
    failures.addAll(List.of(Reason.BUSY, Reason.BUSY));

    assertThat(embedder.tryEmbed("x")).isPresent();
    assertThat(failures).isEmpty();
  }

  @Test
  void aNodeThatIsAwayIsARefusalForPeopleAndALaterForTheOutbox() {
    failures.addAll(List.of(Reason.UNAVAILABLE, Reason.UNAVAILABLE));

    assertThatThrownBy(() -> embedder.embed("x"))
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> {
              assertThat(r.code()).isEqualTo("embedding-unavailable");
              assertThat(r.kind()).isEqualTo(Refusal.Kind.UNAVAILABLE);
            });
    EmbeddingHandler handler = new EmbeddingHandler();
    handler.embedder = embedder;
    assertThatThrownBy(
            () -> handler.handle("experience-submitted", new UUID(0, 1), "{\"text\":\"x\"}"))
        .isInstanceOf(TryLater.class);
    assertThat(embedder.tryEmbed("x")).isPresent();
  }

  private Object connect() throws WorkerException {
    if (!failures.isEmpty()) {
      throw new WorkerException(failures.removeFirst(), "as told");
    }
    return proxy(
        GpuConnection.class,
        (name, args) -> {
          if (name.equals("close")) {
            return closed++;
          }
          List<?> texts = (List<?>) args[0];
          asked.add(String.valueOf(texts.getFirst()));
          return new Embeddings(embedderId, List.of(new float[] {1, 0}));
        });
  }

  @SuppressWarnings("unchecked")
  private Cache<String, StoredVector> cache() {
    return proxy(
        Cache.class,
        (name, args) -> {
          if (args.length > 2) {
            lifespans.add(args[2]);
          }
          return name.equals("get") ? cached.get(args[0]) : cached.put(args[0], args[1]);
        });
  }

  private interface Answer {
    @Nullable Object to(String method, Object[] args) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) -> answer.to(method.getName(), args)));
  }
}
