package ngo.zoo.persistence.ledger;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Vectors as PostgreSQL's {@code real[]}. */
final class Floats {
  private Floats() {}

  static Array array(PreparedStatement statement, float[] vector) throws SQLException {
    Float[] boxed = new Float[vector.length];
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = vector[i];
    }
    return statement.getConnection().createArrayOf("float4", boxed);
  }

  static float[] read(Array array) throws SQLException {
    Float[] boxed = (Float[]) array.getArray();
    float[] values = new float[boxed.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = boxed[i];
    }
    return values;
  }
}
