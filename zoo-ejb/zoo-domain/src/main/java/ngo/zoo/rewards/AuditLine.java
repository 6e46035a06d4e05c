package ngo.zoo.rewards;

import org.jspecify.annotations.Nullable;

/**
 * One comparison of an audit.
 *
 * @param compared how many things were looked at
 * @param differences how many of them were wrong; must be zero
 * @param example the first wrong one
 */
public record AuditLine(String name, long compared, long differences, @Nullable String example) {
  public boolean isSound() {
    return differences == 0;
  }
}
