package ngo.zoo.routing.rules;

import java.time.Duration;

/**
 * How much one account has asked lately, by the generic cell rate algorithm (ITU-T I.371): one
 * number that says when the account will have its whole quota again. Up to the quota may be asked
 * at once; afterwards one more per {@code window / quota}. Safe for many threads.
 */
public final class RateBucket {
  private long wholeAt;

  /**
   * @param now nanoseconds of a clock that only goes forward, such as {@link System#nanoTime}
   */
  public RateBucket(long now) {
    this.wholeAt = now;
  }

  /** Takes one out of the quota, or nothing when there is none. */
  public synchronized RateState take(RatePolicy policy, long now) {
    long window = policy.window().toNanos();
    long next = Math.max(wholeAt - now, 0) + window / policy.quota();
    if (next > window) {
      return state(policy, Math.max(wholeAt - now, 0), next - window);
    }
    wholeAt = now + next;
    return state(policy, next, 0);
  }

  /** Gives back one that was taken and not used. */
  public synchronized void giveBack(RatePolicy policy) {
    wholeAt -= policy.window().toNanos() / policy.quota();
  }

  /**
   * Takes one out of both quotas, or nothing of either; the state is that of the one that binds.
   *
   * @param account what the account may ask with everything it has
   * @param part what this part of it may, counted in {@code bucketOfPart}
   */
  public static RateState takeBoth(
      RateBucket bucketOfPart,
      RatePolicy part,
      RateBucket bucketOfAccount,
      RatePolicy account,
      long now) {
    RateState ofPart = bucketOfPart.take(part, now);
    if (ofPart.isRefused()) {
      return ofPart;
    }
    RateState ofAccount = bucketOfAccount.take(account, now);
    if (ofAccount.isRefused()) {
      bucketOfPart.giveBack(part);
      return ofAccount;
    }
    return ofPart.remaining() <= ofAccount.remaining() ? ofPart : ofAccount;
  }

  /** Whether nothing would be lost by forgetting it. */
  public synchronized boolean isWhole(long now) {
    return wholeAt - now <= 0;
  }

  private static RateState state(RatePolicy policy, long used, long wait) {
    long window = policy.window().toNanos();
    long remaining = Math.max(window - used, 0) / (window / policy.quota());
    return new RateState(policy, remaining, Duration.ofNanos(used), Duration.ofNanos(wait));
  }
}
