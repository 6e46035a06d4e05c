package ngo.zoo.rewards;

/** What a leader board ranks by. */
public enum LeaderBoard {
  /** Members, by what their experiences earned. */
  EXPERIENCES,
  /** Nodes, by final answers. */
  ANSWERS
}
