package ngo.zoo.governance.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.UUID;
import ngo.zoo.persistence.governance.Proposal;
import ngo.zoo.persistence.governance.ProposalRepository;
import ngo.zoo.shared.OutboxHandler;

/**
 * Opens the vote on an experience that had to wait for its embedding. Experiences without a
 * proposal (seeded ones) and proposals that are not pending any more are left alone.
 */
@ApplicationScoped
public class ExperienceEmbedded implements OutboxHandler {
  private static final String TYPE = "experience-embedded";

  @Inject private ProposalRepository proposals;
  @Inject private VoteOpening opening;

  @Override
  public String listener() {
    return "governance";
  }

  @Override
  public void handle(String type, UUID subjectId, String payload) {
    if (!type.equals(TYPE)) {
      throw new IllegalArgumentException("governance knows no fact " + type);
    }
    proposals
        .pendingOn(experience(payload))
        .flatMap(proposals::lock)
        .filter(Proposal::pending)
        .ifPresent(opening::open);
  }

  private static UUID experience(String payload) {
    try (JsonReader reader = Json.createReader(new StringReader(payload))) {
      return UUID.fromString(reader.readObject().getString("experience_id"));
    }
  }
}
