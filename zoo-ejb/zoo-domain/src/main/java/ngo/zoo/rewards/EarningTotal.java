package ngo.zoo.rewards;

import ngo.zoo.shared.Amount;

/** Sum of all earnings of one kind. */
public record EarningTotal(EarningKind kind, long count, Amount amount) {}
