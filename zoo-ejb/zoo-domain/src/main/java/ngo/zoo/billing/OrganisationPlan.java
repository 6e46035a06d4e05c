package ngo.zoo.billing;

import java.util.List;

/**
 * Which plan an organisation has.
 *
 * @param present the version in force now
 * @param assignments latest first, those still to come included; none while it has the first plan
 */
public record OrganisationPlan(PlanVersion present, List<PlanAssignment> assignments) {
  public OrganisationPlan {
    assignments = List.copyOf(assignments);
  }
}
