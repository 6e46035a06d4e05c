package ngo.zoo.governance;

/** A numbered improvement proposal, or a change of the experiences of a library. */
public enum ProposalKind {
  ZIP,
  EXPERIENCE
}
