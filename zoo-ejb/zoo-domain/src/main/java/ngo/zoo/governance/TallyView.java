package ngo.zoo.governance;

import ngo.zoo.shared.Amount;

/**
 * How a vote stands. Turnout and approval are basis points; approval is of FOR and AGAINST and 0
 * when nobody chose.
 */
public record TallyView(
    Amount powerFor,
    Amount powerAgainst,
    Amount powerAbstain,
    Amount totalSupply,
    int turnout,
    int quorum,
    int approval,
    int approvalNeeded,
    boolean quorumReached,
    boolean approved) {}
