package ngo.zoo.bench.reconciliation;

import java.time.LocalDate;
import java.util.UUID;

/** What sums are held together by: one organisation, day (UTC), project and key. */
public record Group(UUID organisation, LocalDate day, UUID project, UUID key) {}
