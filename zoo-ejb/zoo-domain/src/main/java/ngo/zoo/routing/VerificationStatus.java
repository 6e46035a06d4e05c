package ngo.zoo.routing;

/** How far an answer's verification has come. */
public enum VerificationStatus {
  /** Nobody has checked it. */
  UNCHECKED,
  /** A verifier computed it again and found it as claimed, or others cleared it of a doubt. */
  SAMPLED_OK,
  /** One verifier doubts it; others are asked. */
  FAILED_ONCE,
  /** Its fee is held until the panel has voted. */
  DISPUTED,
  /** The objection was upheld: the fee went back to who paid it. */
  UPHELD,
  /** The objection was overturned: the answer stands and was paid. */
  OVERTURNED,
  /** Disputed, and too few voted: the answer stands for want of a decision. */
  NO_QUORUM
}
