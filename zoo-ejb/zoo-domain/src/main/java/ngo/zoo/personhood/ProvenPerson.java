package ngo.zoo.personhood;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider confirmed.
 *
 * @param subject the provider's word for this person and action, in one spelling only
 * @param expiresAt when the provider's word ends; null when it does not say
 */
public record ProvenPerson(String subject, String level, @Nullable Instant expiresAt) {}
