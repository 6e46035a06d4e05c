package ngo.zoo.billing;

import java.util.Map;
import java.util.UUID;

/** Tells an organisation what happened to it: webhooks and e-mails follow after the commit. */
public interface PartnerEvents {
  /**
   * Stored in the caller's transaction.
   *
   * @param type full-stop delimited, as Standard Webhooks names events: {@code invoice.issued}
   * @param subjectId what it is about; with the type it names the event, which is told once
   * @param data snake_case names to text; amounts as decimal and asset ({@code 0.5 KEEPER}), times
   *     RFC 3339
   */
  void publish(UUID organisationId, String type, UUID subjectId, Map<String, String> data);
}
