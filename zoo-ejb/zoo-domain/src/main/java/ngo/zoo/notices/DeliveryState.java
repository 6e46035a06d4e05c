package ngo.zoo.notices;

/** Where a webhook's delivery stands. */
public enum DeliveryState {
  PENDING,
  DELIVERED,
  /** Not tried any more, unless it is replayed. */
  FAILED
}
