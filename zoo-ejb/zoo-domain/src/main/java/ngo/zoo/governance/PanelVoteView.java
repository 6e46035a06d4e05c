package ngo.zoo.governance;

import java.time.Instant;
import java.util.UUID;

/**
 * A vote of a dispute's panel.
 *
 * @param uphold the objection is right and the fee goes back
 */
public record PanelVoteView(UUID memberId, boolean uphold, String reason, Instant castAt) {}
