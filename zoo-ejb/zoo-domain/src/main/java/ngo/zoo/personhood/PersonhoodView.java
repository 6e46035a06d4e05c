package ngo.zoo.personhood;

import java.time.Instant;
import java.util.UUID;

/**
 * A proof on record. There is nothing else stored of a person.
 *
 * @param level how strong the provider calls it, such as {@code orb} or {@code document}
 * @param nullifier 32 bytes that stand for one person and action at this provider, and for nobody
 *     elsewhere
 */
public record PersonhoodView(
    UUID id,
    UUID memberId,
    PersonhoodProvider provider,
    PersonhoodAction action,
    String level,
    byte[] nullifier,
    PersonhoodState state,
    Instant verifiedAt,
    Instant expiresAt) {}
