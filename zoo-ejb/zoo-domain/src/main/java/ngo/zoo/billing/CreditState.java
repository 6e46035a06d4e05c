package ngo.zoo.billing;

/** Whether a grant of credits pays for queries. */
public enum CreditState {
  OPEN,
  /** Nothing is left; what a released fee gives back opens it again. */
  USED_UP,
  EXPIRED
}
