package ngo.zoo.billing;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/** An organisation in a list. */
public record OrganisationRow(UUID id, String name, Amount balance, Instant createdAt) {}
