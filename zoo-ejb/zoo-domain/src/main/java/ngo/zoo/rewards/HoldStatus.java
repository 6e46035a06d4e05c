package ngo.zoo.rewards;

/** PENDING while it may be drawn on; then POSTED when something was drawn, else VOID, for ever. */
public enum HoldStatus {
  PENDING,
  POSTED,
  VOID
}
