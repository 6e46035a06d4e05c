package ngo.zoo.ledger.rules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import ngo.zoo.log.CanonicalJson;
import ngo.zoo.log.Cid;
import org.jspecify.annotations.Nullable;

/**
 * The committed part of an experience as its row says it, and by what the row says it is known.
 *
 * @param core of the columns; null when the examples are not as they are written
 * @param leafData h
 * @param cid of the content block
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredExperience(@Nullable ExperienceCore core, byte[] leafData, String cid) {
  private static final Map<String, String> COLUMNS =
      Map.of("confidence_bp", "confidence_bp", "created_by", "author_id");

  /** Whether columns, leaf data and id say the same. */
  public boolean isSound() {
    return core != null
        && Arrays.equals(core.cid().digest(), leafData)
        && Cid.ofDigest(leafData).text().equals(cid);
  }

  /**
   * The columns that differ from what was committed; the two of the three that agree are believed.
   *
   * @param block bytes of the content block, null when it is missing or not what its id names
   */
  public List<String> differing(byte @Nullable [] block) {
    if (isSound()) {
      return List.of();
    }
    String known = Cid.ofDigest(leafData).text();
    if (core != null && core.cid().text().equals(cid)) {
      return List.of("leaf_data");
    }
    if (core != null && core.cid().text().equals(known)) {
      return List.of("cid");
    }
    List<String> columns = new ArrayList<>(known.equals(cid) ? List.of() : List.of("leaf_data"));
    columns.addAll(content(block));
    return columns;
  }

  private List<String> content(byte @Nullable [] block) {
    if (core == null) {
      return List.of("examples");
    }
    if (block == null) {
      return List.of("content");
    }
    Map<String, ?> row = CanonicalJson.parse(core.canonicalJson());
    Map<String, ?> committed;
    try {
      committed = CanonicalJson.parse(new String(block, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException noExperience) {
      return List.of("cid");
    }
    List<String> names =
        row.keySet().stream()
            .filter(name -> !Objects.equals(row.get(name), committed.get(name)))
            .map(name -> COLUMNS.getOrDefault(name, name))
            .toList();
    return names.isEmpty() ? List.of("content") : names;
  }
}
