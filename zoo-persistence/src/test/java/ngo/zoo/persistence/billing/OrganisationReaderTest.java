package ngo.zoo.persistence.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.billing.KeyView;
import ngo.zoo.persistence.Database;
import ngo.zoo.persistence.Ids;
import ngo.zoo.persistence.Sql;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.junit.jupiter.api.Test;

class OrganisationReaderTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private final Database database = new Database();
  private final OrganisationReader reader = new OrganisationReader(database);
  private final Partner acme = Partner.in(database);

  @Test
  void keysAreReadByThePageAndFoundByStateNameAndPrefix() {
    UUID revoked = Ids.next();
    acme.addKey(database, revoked);
    new Sql(database)
        .update(
            "update api_key set revoked_at = ?, questions_per_hour = 7 where id = ?", NOW, revoked);

    Page<KeyView> second = reader.keys(acme.organisation(), new PageRequest(1, 1, "default"), NOW);
    assertThat(second.total()).isEqualTo(2);
    assertThat(second.items()).extracting(KeyView::id).containsExactly(acme.key());
    assertThat(found("revoked").items())
        .singleElement()
        .satisfies(key -> assertThat(key.questionsPerHour()).isEqualTo(7));
    assertThat(found("active").items()).extracting(KeyView::id).containsExactly(acme.key());
    assertThat(found("ZOO_" + revoked).total()).isEqualTo(1);
    assertThat(found("nothing").total()).isZero();
  }

  private Page<KeyView> found(String search) {
    return reader.keys(acme.organisation(), new PageRequest(0, 20, search), NOW);
  }
}
