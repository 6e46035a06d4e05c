package ngo.zoo.shared;

/** The realm roles of Keycloak, in lower case there. */
public enum Role {
  MEMBER,
  EXPERT,
  STAFF,
  GUARDIAN,
  PARTNER,
  PROVIDER
}
