package ngo.zoo.personhood;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a member of staff saw a document of a member, and whether another one did too.
 *
 * @param member display name
 * @param attestedBy display name of who saw it first
 * @param endedAt when it was confirmed or withdrawn; null while open
 */
public record AttestationView(
    UUID id,
    UUID memberId,
    String member,
    PersonhoodAction action,
    AttestationState state,
    UUID attestedById,
    String attestedBy,
    Instant attestedAt,
    @Nullable Instant endedAt) {}
