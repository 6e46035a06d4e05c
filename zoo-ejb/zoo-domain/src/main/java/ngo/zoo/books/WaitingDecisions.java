package ngo.zoo.books;

/**
 * What waits for one member of staff because somebody else began it: counts of corrections,
 * refunds, appeals against slashes and attestations of persons.
 */
public record WaitingDecisions(long corrections, long refunds, long appeals, long attestations) {}
