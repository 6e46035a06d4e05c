package ngo.zoo.rewards;

/** How a run of an epoch's job stands; LOST when its server died. */
public enum RunStatus {
  RUNNING,
  COMPLETED,
  STOPPED,
  FAILED,
  LOST
}
