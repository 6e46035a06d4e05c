package ngo.zoo.routing.service;

import java.util.Map;
import ngo.zoo.routing.AnswerListener;
import ngo.zoo.shared.Refusal;

/** The text of an answer while it is made, for those who follow it. */
final class RunningQuery implements AnswerListener {
  private static final int MOST_FOLLOWERS = 4;

  private int followers;
  private final StringBuilder text = new StringBuilder();
  private boolean begun;
  private boolean ended;
  private volatile boolean cancelled;

  @Override
  public synchronized void onDelta(Delta delta) {
    if (delta.choice() == 0 && !delta.text().isEmpty()) {
      text.append(delta.text());
      notifyAll();
    }
  }

  @Override
  public boolean gone() {
    return cancelled;
  }

  void cancel() {
    cancelled = true;
  }

  synchronized void begin() {
    begun = true;
    notifyAll();
  }

  /** After its row says how it ended. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized int followers() {
    return followers;
  }

  synchronized boolean hasBegun() {
    return begun;
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  /**
   * What follows the first {@code from} characters; waits until there is some or it has ended.
   *
   * @throws Refusal {@code too-many-followers} (429): each who waits holds a thread of the server
   */
  synchronized String after(int from, long millis) throws InterruptedException {
    if (followers >= MOST_FOLLOWERS) {
      throw new Refusal(
          Refusal.Kind.TOO_MANY,
          "too-many-followers",
          "At most %d may follow a query at a time".formatted(MOST_FOLLOWERS),
          Map.of());
    }
    followers++;
    try {
      return awaited(from, millis);
    } finally {
      followers--;
    }
  }

  private synchronized String awaited(int from, long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    long left = millis;
    while (text.length() <= from && !ended && left > 0) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
    return text.length() > from ? text.substring(from) : "";
  }
}
