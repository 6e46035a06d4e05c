package ngo.zoo.donations;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.shared.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A donation as anybody may see it.
 *
 * @param donor null when it is not to be named
 * @param entryId the journal entry that brought it in
 */
public record DonationView(
    String number,
    DonationKind kind,
    @Nullable String donor,
    Amount amount,
    String purpose,
    boolean restricted,
    UUID entryId,
    Instant receivedAt) {}
