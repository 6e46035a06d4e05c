package ngo.zoo.ledger.rules;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.ledger.SubmitExperience.Example;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.Cid;

/**
 * The part of an experience that is committed to and never changes; votes, uses and vectors stay
 * outside, so proofs survive them. Its canonical JSON is the content block, the SHA-256 of that is
 * the paper's h: leaf data of the snapshot tree and digest inside the CID.
 *
 * @param text normalised by {@link TextRules#normalise}
 * @param createdAt cut to milliseconds
 */
public record ExperienceCore(
    UUID id,
    String domain,
    String text,
    int confidenceBasisPoints,
    List<Example> examples,
    Instant createdAt,
    UUID createdBy) {
  public static final String SCHEMA = "zoo/experience/1";

  public ExperienceCore {
    examples = List.copyOf(examples);
  }

  /** RFC 8785. */
  public String canonicalJson() {
    return CanonicalJson.of(
        Map.of(
            "schema",
            SCHEMA,
            "id",
            id.toString(),
            "domain",
            domain,
            "text",
            text,
            "confidence_bp",
            confidenceBasisPoints,
            "examples",
            examples.stream().map(ExperienceCore::example).toList(),
            "created_at",
            CommittedTime.of(createdAt),
            "created_by",
            createdBy.toString()));
  }

  public Cid cid() {
    return Cid.ofContent(canonicalJson().getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> example(Example example) {
    return Map.of("input", example.input(), "output", example.output());
  }
}
