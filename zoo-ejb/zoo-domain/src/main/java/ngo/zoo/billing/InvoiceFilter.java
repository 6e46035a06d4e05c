package ngo.zoo.billing;

import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which invoices a list shows.
 *
 * @param organisation null for all
 * @param state null for any
 * @param month null for any; top-ups are of none
 */
public record InvoiceFilter(
    @Nullable UUID organisation, @Nullable InvoiceState state, @Nullable YearMonth month) {}
