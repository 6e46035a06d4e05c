package ngo.zoo.billing;

/** What usage is broken down by. */
public enum UsageGroup {
  DAY,
  PROJECT,
  KEY,
  MODEL
}
