package ngo.zoo.persistence.ledger;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.LeafKind;
import ngo.zoo.log.TransparencyLog;
import ngo.zoo.persistence.OwnDatabase;
import org.hibernate.cfg.Configuration;
import org.jspecify.annotations.Nullable;

/** A migrated PostgreSQL, used with the application's rights, entities validated against it. */
final class LedgerDatabase implements AutoCloseable {
  private final OwnDatabase database = new OwnDatabase();
  private final EntityManagerFactory factory;
  private final DataSource source;
  private @Nullable TransparencyLog log;
  final Map<UUID, String> leaves = new ConcurrentHashMap<>();
  final ExperienceQueries experiences = new ExperienceQueries();
  final ExperienceVectors vectors = new ExperienceVectors();
  final LibraryQueries libraries = new LibraryQueries();
  final LibraryHeads heads = new LibraryHeads();
  final JdbcVersionSource contents = new JdbcVersionSource();
  final MemberQueries members = new MemberQueries();
  final Contributors contributors = new Contributors();
  final HistoryQueries histories = new HistoryQueries();
  final DiffQueries differences = new DiffQueries();
  final EvidenceStore evidence = new EvidenceStore();

  LedgerDatabase() {
    source = database.application();
    Configuration configuration =
        new Configuration()
            .addAnnotatedClass(Experience.class)
            .addAnnotatedClass(Library.class)
            .addAnnotatedClass(LibraryVersion.class);
    configuration.getProperties().put("hibernate.connection.datasource", source);
    configuration.setProperty("hibernate.hbm2ddl.auto", "validate");
    configuration.setProperty("hibernate.jdbc.time_zone", "UTC");
    factory = configuration.buildSessionFactory();
    experiences.source = source;
    vectors.source = source;
    libraries.source = source;
    heads.source = source;
    contents.source = source;
    members.source = source;
    contributors.source = source;
    histories.source = source;
    histories.experiences = experiences;
    histories.contributors = contributors;
    differences.source = source;
    differences.libraries = libraries;
    differences.experiences = experiences;
    evidence.source = source;
  }

  /** Runs work on the write side in one transaction; rolled back when it throws. */
  <T> T write(Function<Writers, T> work) {
    try (EntityManager em = factory.createEntityManager()) {
      em.getTransaction().begin();
      try {
        T result = work.apply(new Writers(em, log(), members));
        em.getTransaction().commit();
        return result;
      } catch (RuntimeException e) {
        em.getTransaction().rollback();
        throw e;
      }
    }
  }

  UUID member(String login) {
    UUID id = UUID.randomUUID();
    execute("insert into member values ('" + id + "', '" + login + "', '" + login + "', now())");
    return id;
  }

  void execute(String sql) {
    execute(source, sql);
  }

  private static void execute(DataSource source, String sql) {
    try (Connection connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** What only the owner of the tables can do. */
  void executeAsOwner(String sql) {
    execute(database.owner(), sql);
  }

  DataSource source() {
    return source;
  }

  /** With the rights of the tables' owner. */
  DataSource owner() {
    return database.owner();
  }

  /** Writes to this log from now on instead of keeping the leaves in memory. */
  void use(TransparencyLog other) {
    log = other;
  }

  private TransparencyLog log() {
    return log != null
        ? log
        : (LeafKind kind, UUID subject, Map<String, ?> record) -> {
          Map<String, Object> leaf = new HashMap<>(record);
          leaf.put("type", kind.name());
          String json = CanonicalJson.of(leaf);
          leaves.put(subject, json);
          return json;
        };
  }

  @Override
  public void close() {
    factory.close();
  }

  /** The write side over one entity manager. */
  static final class Writers {
    final EntityManager em;
    final ContentBlocks blocks = new ContentBlocks();
    final ExperienceStore experiences = new ExperienceStore();
    final LibraryWriter libraries = new LibraryWriter();
    final UseQueue uses = new UseQueue();
    final ExperienceVotes votes = new ExperienceVotes();
    final QualityStore quality = new QualityStore();
    final PruningStore pruning = new PruningStore();

    final ChangeWriter changes = new ChangeWriter();

    Writers(EntityManager em, TransparencyLog log, MemberQueries members) {
      this.em = em;
      blocks.em = em;
      experiences.em = em;
      experiences.blocks = blocks;
      libraries.em = em;
      uses.em = em;
      votes.em = em;
      quality.em = em;
      pruning.em = em;
      libraries.blocks = blocks;
      libraries.log = log;
      changes.experiences = experiences;
      changes.libraries = libraries;
      changes.members = members;
    }
  }
}
