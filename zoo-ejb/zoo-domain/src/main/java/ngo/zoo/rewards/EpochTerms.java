package ngo.zoo.rewards;

import java.time.Duration;
import ngo.zoo.shared.Amount;

/**
 * The governed values an epoch is computed by: those in force when it ended.
 *
 * @param alpha KEEPER per record of quality 1
 * @param beta KEEPER per unit of an experience's reward
 * @param gamma KEEPER per final answer of a node without stake
 * @param budget most the rewards may take; credits may take as much again
 * @param revenueShare of the treasury's fee income, basis points
 * @param revenueTop how many contributors share it
 * @param creditsPerHour queries of {@code creditFee} per hour of contribution
 * @param creditFee the cheapest model's fee
 */
public record EpochTerms(
    Amount alpha,
    Amount beta,
    Amount gamma,
    Amount budget,
    int revenueShare,
    int revenueTop,
    int creditsPerHour,
    Amount creditFee,
    Duration creditLifetime,
    Duration halfLife) {}
