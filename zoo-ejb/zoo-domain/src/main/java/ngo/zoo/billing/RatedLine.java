package ngo.zoo.billing;

import java.math.BigInteger;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of usage costs by a plan.
 *
 * @param description as it stands on the invoice
 * @param project null when the line is of the whole organisation
 * @param model null when the line is of no single model
 * @param unit what is counted: {@code query}, {@code 1M input tokens}, {@code 1M output tokens},
 *     {@code minimum}, {@code credits}
 * @param quantity how many were counted, in queries or tokens
 * @param unitPrice of one unit
 * @param amount exact, rounded half up to the base unit; negative for what is free
 */
public record RatedLine(
    String description,
    @Nullable String project,
    @Nullable String model,
    String unit,
    BigInteger quantity,
    Amount unitPrice,
    Amount amount) {}
