package ngo.zoo.persistence.books;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import ngo.zoo.persistence.Sql;
import ngo.zoo.rewards.CauseKind;

/**
 * What people call the cause of an entry: the number of an invoice, a donation or an epoch, the id
 * of the receipt or proposal. An entry keeps only the cause's id.
 */
@ApplicationScoped
public class CauseReader {
  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  /** For the container. */
  public CauseReader() {}

  CauseReader(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Empty for causes without a name of their own, and for a query that came to no answer. */
  public Optional<String> name(CauseKind kind, UUID cause) {
    String question = question(kind);
    return question.isEmpty()
        ? Optional.empty()
        : new Sql(dataSource).first(question, row -> row.getString(1), cause);
  }

  private static String question(CauseKind kind) {
    return switch (kind) {
      case QUERY, RECEIPT -> "select id::text from receipt where id = ?";
      case PROPOSAL -> "select id::text from proposal where id = ?";
      case STAKE -> "select id::text from proposal where stake_id = ?";
      case EPOCH -> "select number::text from reward_epoch where id = ?";
      case DONATION, GRANT -> "select number from donation where id = ?";
      case INVOICE, INVOICE_CREDIT -> "select number from invoice where id = ?";
      case PAYMENT ->
          "select i.number from invoice_payment p join invoice i on i.id = p.invoice_id where p.id = ?";
      case CREDIT_NOTE ->
          "select i.number from credit_note n join invoice i on i.id = n.invoice_id where n.id = ?";
      case CREDIT -> "select reason from credit_grant where id = ?";
      case TRANSFER -> "select id::text from correction where id = ?";
      default -> "";
    };
  }
}
