package ngo.zoo.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.cfg.Configuration;

/** Hibernate on the test database, validating the given entities against the migrated schema. */
public final class Orm implements AutoCloseable {
  private final EntityManagerFactory factory;

  public Orm(Class<?>... entities) {
    // Starts and migrates the database.
    Configuration configuration =
        new Configuration()
            .setProperty("hibernate.connection.url", Database.url())
            .setProperty("hibernate.hbm2ddl.auto", "validate")
            .setProperty("hibernate.jdbc.time_zone", "UTC");
    for (Class<?> entity : entities) {
      configuration.addAnnotatedClass(entity);
    }
    factory = configuration.buildSessionFactory();
  }

  /** Commits when the work returns, rolls back when it throws. */
  public <T> T inTransaction(Function<EntityManager, T> work) {
    try (EntityManager em = factory.createEntityManager()) {
      em.getTransaction().begin();
      try {
        T result = work.apply(em);
        em.getTransaction().commit();
        return result;
      } catch (RuntimeException e) {
        if (em.getTransaction().isActive()) {
          em.getTransaction().rollback();
        }
        throw e;
      }
    }
  }

  public void run(Consumer<EntityManager> work) {
    inTransaction(
        em -> {
          work.accept(em);
          return true;
        });
  }

  @Override
  public void close() {
    factory.close();
  }
}
