package ngo.zoo.bench.crash;

/** What happened at all points together; the last lines of a run. */
final class Tally {
  private int workers;
  private int sessions;
  private int servers;
  private long acknowledged;
  private long unacknowledged;
  private long committedUnheard;
  private long repeated;
  private long expired;

  void workerKilled() {
    workers++;
  }

  void sessionKilled() {
    sessions++;
  }

  void serverKilled() {
    servers++;
  }

  void acknowledged(long keys) {
    acknowledged += keys;
  }

  /**
   * @param committed of these, how many the database had all the same
   */
  void unacknowledged(long keys, long committed) {
    unacknowledged += keys;
    committedUnheard += committed;
  }

  void repeated() {
    repeated++;
  }

  void expired(long reservations) {
    expired += reservations;
  }

  void print(double seconds) {
    figure("crash_points_sound", workers + sessions + servers, "points");
    figure("crash_client_kills", workers, "points");
    figure("crash_session_kills", sessions, "points");
    figure("crash_server_kills", servers, "points");
    figure("crash_acknowledged", acknowledged, "keys");
    figure("crash_unacknowledged_retried", unacknowledged, "keys");
    figure("crash_committed_unheard", committedUnheard, "keys");
    figure("crash_acknowledged_repeated", repeated, "keys");
    figure("crash_reservations_timed_out", expired, "reservations");
    figure("crash_seconds", Math.round(seconds), "s");
  }

  private static void figure(String name, long value, String unit) {
    System.out.println("FIGURE " + name + " " + value + " " + unit);
  }
}
