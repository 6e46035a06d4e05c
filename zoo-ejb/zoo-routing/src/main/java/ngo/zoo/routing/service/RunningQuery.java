package ngo.zoo.routing.service;

import ngo.zoo.routing.AnswerListener;

/** The text of an answer while it is made, for those who follow it. */
final class RunningQuery implements AnswerListener {
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

  synchronized boolean hasBegun() {
    return begun;
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  /** What follows the first {@code from} characters; waits until there is some or it has ended. */
  synchronized String after(int from, long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    long left = millis;
    while (text.length() <= from && !ended && left > 0) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
    return text.length() > from ? text.substring(from) : "";
  }
}
