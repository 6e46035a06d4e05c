package ngo.zoo.persistence;

import java.sql.SQLException;

/** A statement the database did not carry out; the transaction is lost. */
public final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String state;

  public SqlFailure(SQLException cause) {
    super(cause.getMessage(), cause);
    this.state = cause.getSQLState() == null ? "" : cause.getSQLState();
  }

  /** The SQLSTATE, empty when there is none. */
  public String state() {
    return state;
  }
}
