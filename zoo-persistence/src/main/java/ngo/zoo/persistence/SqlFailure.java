package ngo.zoo.persistence;

import java.sql.SQLException;
import java.util.Set;
import ngo.zoo.shared.Refusal;

/** A statement the database did not carry out; the transaction is lost. */
public final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** serialization_failure and deadlock_detected. */
  private static final Set<String> COLLISIONS = Set.of("40001", "40P01");

  private final String state;

  private SqlFailure(SQLException cause, String state) {
    super(cause.getMessage(), cause);
    this.state = state;
  }

  /**
   * The failure, or {@code changes-collided} where nothing is wrong but the moment: of transactions
   * that wait for each other PostgreSQL undoes one.
   */
  public static RuntimeException of(SQLException cause) {
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    if (!COLLISIONS.contains(state)) {
      return new SqlFailure(cause, state);
    }
    Refusal refusal =
        Refusal.unavailable(
            "changes-collided",
            "Another change of the same things came in between and nothing was done; send it again");
    refusal.initCause(cause);
    return refusal;
  }

  /** The SQLSTATE, empty when there is none. */
  public String state() {
    return state;
  }
}
