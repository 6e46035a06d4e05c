package ngo.zoo.bench.crash;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import ngo.zoo.dev.client.Credential;
import ngo.zoo.dev.client.Reply;
import ngo.zoo.dev.client.ZooApi;

/** Partners' clients asking one question after the other until the server is gone. */
final class ServerLoad {
  private static final int CLIENTS = 6;
  private static final long PATIENCE_SECONDS = 90;

  private final ZooApi api;
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private final AtomicLong unanswered = new AtomicLong();

  ServerLoad(String portal, String key) {
    this.api = new ZooApi(portal, Credential.bearer(key));
  }

  /** Asks until {@code killing} has ended the server and every client has noticed. */
  void during(Runnable killing) throws InterruptedException {
    CountDownLatch first = new CountDownLatch(1);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.submit(() -> ask(first));
      }
      if (!first.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("no question was answered");
      }
      killing.run();
    }
  }

  /** The receipts of all answers that clients heard. */
  Set<String> answered() {
    return Set.copyOf(answered);
  }

  long unanswered() {
    return unanswered.get();
  }

  private void ask(CountDownLatch first) {
    try {
      while (true) {
        Reply reply = api.post("/v1/chat/completions", question());
        if (reply.status() == 200) {
          answered.add(reply.json().getJsonObject("zoo").getString("receipt_id"));
          first.countDown();
        }
      }
    } catch (RuntimeException gone) {
      unanswered.incrementAndGet();
    }
  }

  private static JsonObject question() {
    return Json.createObjectBuilder()
        .add("model", "zoo-keeper-tiny")
        .add("seed", 1)
        .add(
            "messages",
            Json.createArrayBuilder()
                .add(
                    Json.createObjectBuilder()
                        .add("role", "user")
                        .add("content", "The sign shows otter: 4 0 7 2")))
        .build();
  }
}
