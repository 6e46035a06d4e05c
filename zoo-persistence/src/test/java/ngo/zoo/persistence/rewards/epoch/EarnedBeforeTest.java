package ngo.zoo.persistence.rewards.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Sql;
import org.junit.jupiter.api.Test;

/** What the migration adds up of answers that were paid before experiences had a running total. */
class EarnedBeforeTest {
  private final EpochScene scene = new EpochScene();
  private final Sql sql = new Sql(scene.database);

  @Test
  void eachExperienceHasItsEqualPartOfWhatWasPaid() throws IOException, SQLException {
    UUID alone = scene.experience(scene.omar, 0, 0);
    UUID beside = scene.experience(scene.omar, 0, 0);
    UUID unpaid = scene.experience(scene.omar, 0, 0);
    scene.answer(scene.maya, scene.start, alone, scene.omar);
    UUID both = scene.answer(scene.maya, scene.start, alone, scene.omar);
    read(both, beside, true);
    read(both, unpaid, false);

    Database.asOwner(migration());

    assertThat(earned(alone)).isEqualTo(400 + 200);
    assertThat(earned(beside)).isEqualTo(200);
    assertThat(earned(unpaid)).isZero();
  }

  private void read(UUID receipt, UUID experience, boolean paid) {
    sql.update(
        "insert into receipt_experience values (?, ?, 1, ?, ?, null)",
        receipt,
        experience,
        scene.omar,
        paid);
  }

  private long earned(UUID experience) {
    return sql.number("select earned from experience where id = ?", experience).longValueExact();
  }

  private static String migration() throws IOException {
    String file = Files.readString(Path.of("..", "sql", "V0076__experience_earned.sql"));
    return file.substring(file.indexOf("update experience"));
  }
}
