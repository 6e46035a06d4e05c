package ngo.zoo.ledger;

/**
 * The quality of an experience with the parts it is made of; all basis points, 0 to 10000.
 *
 * @param qualityBasisPoints Q
 * @param votesBasisPoints what members' votes say
 * @param usageBasisPoints its uses of those of the most used member of its library
 * @param confidenceBasisPoints as its author put it
 */
public record Quality(
    int qualityBasisPoints,
    int votesBasisPoints,
    int usageBasisPoints,
    int confidenceBasisPoints) {}
