package ngo.zoo.billing;

/** What a budget bounds. */
public enum BudgetLevel {
  ORGANISATION,
  PROJECT,
  KEY
}
