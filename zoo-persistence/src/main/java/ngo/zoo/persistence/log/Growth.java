package ngo.zoo.persistence.log;

import java.util.List;

/**
 * That the log of {@code from} leaves is a prefix of the log of {@code to} leaves (RFC 9162,
 * 2.1.4).
 *
 * @param fromRoot hex
 * @param toRoot hex
 * @param path hex
 */
public record Growth(long from, String fromRoot, long to, String toRoot, List<String> path) {
  public Growth {
    path = List.copyOf(path);
  }
}
