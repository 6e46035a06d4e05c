package ngo.zoo.persistence;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/**
 * Values as PostgreSQL's binary protocol has them, where the driver of its own would write text:
 * the server reads neither 36 digits of each id nor a date by its rules. Formats: {@code
 * array_recv}, {@code uuid_recv} and {@code timestamptz_recv} of PostgreSQL.
 */
final class BinaryValues {
  private static final int NO_LENGTH = -1;

  private BinaryValues() {}

  /** A {@code uuid[]}; ids may be null. */
  static Array array(Connection connection, @Nullable UUID[] ids) throws SQLException {
    return new PgArray(connection.unwrap(BaseConnection.class), Oid.UUID_ARRAY, bytes(ids));
  }

  /** A {@code timestamptz}, to the nearest microsecond. */
  static BinaryInstant instant(Instant instant) {
    return new BinaryInstant(instant);
  }

  static byte[] bytes(@Nullable UUID[] ids) {
    if (ids.length == 0) {
      return ByteBuffer.allocate(3 * Integer.BYTES).putInt(0).putInt(0).putInt(Oid.UUID).array();
    }
    int nulls = 0;
    for (UUID id : ids) {
      nulls += id == null ? 1 : 0;
    }
    int size = 5 * Integer.BYTES + ids.length * Integer.BYTES + (ids.length - nulls) * 16;
    ByteBuffer bytes = ByteBuffer.allocate(size);
    bytes.putInt(1).putInt(nulls > 0 ? 1 : 0).putInt(Oid.UUID).putInt(ids.length).putInt(1);
    for (UUID id : ids) {
      if (id == null) {
        bytes.putInt(NO_LENGTH);
      } else {
        bytes.putInt(16);
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
      }
    }
    return bytes.array();
  }
}
