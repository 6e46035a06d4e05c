package ngo.zoo.routing;

import ngo.zoo.shared.Amount;

/**
 * What the books say of routing now, over all servers.
 *
 * @param leases of credit that are out
 * @param leased what is left in them
 * @param held receipts whose fee is not split yet
 * @param seen answers in their dispute window that the lottery has seen
 * @param drawn how many of them are to be checked
 * @param checked how many of the drawn were
 * @param unchecked how many nobody could check
 * @param waiting how many wait for a verifier
 * @param doubted judgements for which another verifier is asked
 * @param disputes the panel votes about
 * @param queued questions asked for later
 * @param running questions asked for later that are being answered
 */
public record RouterBooks(
    long leases,
    Amount leased,
    long held,
    long seen,
    long drawn,
    long checked,
    long unchecked,
    long waiting,
    long doubted,
    long disputes,
    long queued,
    long running) {}
