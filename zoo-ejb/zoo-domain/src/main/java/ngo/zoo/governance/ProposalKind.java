package ngo.zoo.governance;

/** A numbered improvement proposal, or an experience submitted to a library. */
public enum ProposalKind {
  ZIP,
  EXPERIENCE
}
