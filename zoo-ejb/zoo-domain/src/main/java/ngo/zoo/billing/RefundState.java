package ngo.zoo.billing;

/** A refund's way: asked for by one member of staff, decided by another. */
public enum RefundState {
  REQUESTED,
  APPROVED,
  DECLINED
}
