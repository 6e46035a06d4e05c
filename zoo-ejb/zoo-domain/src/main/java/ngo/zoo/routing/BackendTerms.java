package ngo.zoo.routing;

import java.util.List;

/**
 * What a node speaks, and what it does not say of itself.
 *
 * @param kind ZOO for the node protocol, OPENAI for any OpenAI-compatible server
 * @param models what it serves, when it lists none itself; also narrows what a listing one is used
 *     for
 * @param contextLength most tokens of prompt and answer together; 0 when not declared
 * @param credential name of a file in the operator's folder of secrets; empty for none
 */
public record BackendTerms(String kind, List<String> models, int contextLength, String credential) {
  public static final String ZOO_KIND = "ZOO";
  public static final String OPENAI_KIND = "OPENAI";

  /** A Zoo node says all of it itself. */
  public static final BackendTerms ZOO = new BackendTerms(ZOO_KIND, List.of(), 0, "");

  public BackendTerms {
    models = List.copyOf(models);
  }

  /** Whether what it answers is sealed with its key. */
  public boolean seals() {
    return ZOO_KIND.equals(kind);
  }
}
