package ngo.zoo.routing.service;

import jakarta.ejb.Stateless;
import ngo.zoo.routing.Enrolment;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;

/** Codes by which a provider's machines register in the provider's name. */
@Stateless
public class Enrolments {
  /**
   * Makes a code that one new node may use within a day.
   *
   * @throws Refusal {@code role-missing} unless a provider in person
   */
  public Enrolment issue(Caller caller) {
    throw new UnsupportedOperationException();
  }
}
