package ngo.zoo.rewards;

import java.util.List;
import java.util.UUID;
import ngo.zoo.shared.Amount;

/**
 * @param keyPrefixes of its API keys that are not revoked
 */
public record OrganisationView(UUID id, String name, Amount balance, List<String> keyPrefixes) {}
