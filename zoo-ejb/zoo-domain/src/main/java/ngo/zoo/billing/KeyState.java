package ngo.zoo.billing;

/** Whether a key opens anything: ACTIVE and RETIRING (replaced, in its grace period) do. */
public enum KeyState {
  ACTIVE,
  RETIRING,
  EXPIRED,
  REVOKED
}
