package ngo.zoo.dev.audit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import ngo.zoo.content.CopyStore;
import ngo.zoo.ledger.audit.StoreReader;

/** The little HTTP that the audit of the ledger needs. */
final class Web implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /** Archives from an IPFS daemon that speaks Kubo's API. */
  StoreReader ipfs(String url) {
    return reader(
        CopyStore.IPFS,
        address ->
            HttpRequest.newBuilder(URI.create(url + "/api/v0/dag/export?arg=" + address))
                .POST(HttpRequest.BodyPublishers.noBody()));
  }

  /** Archives from an Arweave gateway. */
  StoreReader arweave(String url) {
    return reader(
        CopyStore.ARWEAVE, address -> HttpRequest.newBuilder(URI.create(url + "/" + address)));
  }

  /** The request for one archive. */
  private interface Question {
    HttpRequest.Builder of(String address);
  }

  private StoreReader reader(CopyStore store, Question question) {
    return new StoreReader() {
      @Override
      public CopyStore store() {
        return store;
      }

      @Override
      public byte[] archive(String address) throws IOException {
        return body(question.of(address));
      }
    };
  }

  byte[] post(String url, String json) throws IOException {
    return body(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /**
   * @throws IOException when there is no answer
   * @throws IllegalStateException when the answer is that there is none
   */
  private byte[] body(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<byte[]> answer =
          client.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("HTTP " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
