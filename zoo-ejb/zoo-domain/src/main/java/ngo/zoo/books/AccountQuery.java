package ngo.zoo.books;

import ngo.zoo.rewards.AccountKind;
import ngo.zoo.shared.Asset;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts.
 *
 * @param search part of the owner's name or login, or an id of account or owner; empty for all
 * @param funded only those whose balance is not zero
 */
public record AccountQuery(
    @Nullable AccountKind kind, @Nullable Asset asset, String search, boolean funded, Order by) {
  /** How they are ordered. */
  public enum Order {
    /** Largest first. */
    BALANCE,
    OWNER,
    KIND,
    /** Youngest first. */
    OPENED
  }
}
