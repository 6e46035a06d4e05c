package ngo.zoo.ledger.service;

import jakarta.ejb.Stateless;
import ngo.zoo.ledger.Retrieval;

/** Top-k of a library's head for a question. Holds no database connection while embedding. */
@Stateless
public class ExperienceRetrieval {
  /**
   * @throws ngo.zoo.shared.Refusal {@code library-not-found}; {@code embedding-unavailable} (503)
   */
  public Retrieval topK(String domain, String text) {
    throw new UnsupportedOperationException();
  }
}
