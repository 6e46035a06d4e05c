package ngo.zoo.web.api;

import io.undertow.server.HttpServerExchange;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import ngo.zoo.shared.Refusal;

/**
 * Reads the bodies of requests, bounded in bytes and in time: one that trickles in holds a thread
 * of the server. What has arrived is read at once; what has not is waited for without blocking, so
 * that the wait can end, and few may wait for long at a time.
 */
public final class Bodies {
  /** For the whole body. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Any body may take so long. */
  private static final Duration USUAL = Duration.ofMillis(250);

  private static final int MOST_SLOW = 128;
  private static final Semaphore SLOW = new Semaphore(MOST_SLOW);

  private static final long FIRST_PAUSE = Duration.ofNanos(50_000).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofMillis(20).toNanos();

  /** A body did not come in time: 408. */
  public static final class TooSlow extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private Bodies() {}

  /**
   * The whole body of the present request.
   *
   * @throws WebApplicationException 413 when it has more than {@code most} bytes
   * @throws TooSlow when it takes too long
   * @throws Refusal {@code overloaded} (503) when too many bodies trickle in
   */
  public static byte[] read(InputStream body, int most) throws IOException {
    HttpServerExchange exchange = Exchanges.current();
    byte[] bytes =
        exchange == null || exchange.isRequestComplete()
            ? body.readNBytes(most + 1)
            : new Patient(body, new Coming(exchange), PATIENCE)
                .readNBytes(atMost(exchange.getRequestContentLength(), most + 1));
    if (bytes.length > most) {
      throw new WebApplicationException(Response.Status.REQUEST_ENTITY_TOO_LARGE);
    }
    return bytes;
  }

  /** Who reads no more than has been announced needs no larger buffer. */
  private static int atMost(long announced, int most) {
    return announced < 0 || announced > most ? most : (int) announced;
  }

  /** Whether more of the body can be read without waiting for the client. */
  interface Arrival {
    boolean isThere() throws IOException;

    /** The client is not waited for any more. */
    default void giveUp() {}
  }

  /** The server's own stream says what is there, whatever the caller's wraps around it. */
  private record Coming(HttpServerExchange exchange) implements Arrival {
    @Override
    public boolean isThere() throws IOException {
      return exchange.getInputStream().available() > 0 || exchange.isRequestComplete();
    }

    @Override
    public void giveUp() {
      exchange.setPersistent(false);
    }
  }

  /** A body that is waited for before each read. */
  static final class Patient extends InputStream {
    private final InputStream body;
    private final Arrival arrival;
    private final Duration patience;
    private final long begun = System.nanoTime();

    Patient(InputStream body, Arrival arrival, Duration patience) {
      this.body = body;
      this.arrival = arrival;
      this.patience = patience;
    }

    @Override
    public int read() throws IOException {
      await();
      return body.read();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      await();
      return body.read(bytes, from, length);
    }

    private void await() throws IOException {
      if (arrival.isThere() || cameWithin(USUAL)) {
        return;
      }
      if (!SLOW.tryAcquire()) {
        arrival.giveUp();
        throw Refusal.unavailable(
            "overloaded", "Too many requests come in slowly; send yours again in a few seconds");
      }
      try {
        if (!cameWithin(patience)) {
          arrival.giveUp();
          throw new TooSlow();
        }
      } finally {
        SLOW.release();
      }
    }

    /** Within so long since the first byte was asked for. */
    private boolean cameWithin(Duration limit) throws IOException {
      long pause = FIRST_PAUSE;
      while (!arrival.isThere()) {
        if (System.nanoTime() - begun > limit.toNanos()) {
          return false;
        }
        LockSupport.parkNanos(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
      return System.nanoTime() - begun <= patience.toNanos();
    }
  }
}
