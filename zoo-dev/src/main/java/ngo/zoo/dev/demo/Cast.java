package ngo.zoo.dev.demo;

import java.util.List;
import ngo.zoo.dev.Access;
import ngo.zoo.dev.client.Credential;
import ngo.zoo.dev.client.ZooApi;

/** Who plays in the demonstration, each with an own way in. */
record Cast(ZooApi partner, ZooApi author, List<ZooApi> voters, ZooApi staff, ZooApi anybody) {
  private static final String AUTHOR = "tomas";
  private static final List<String> VOTERS = List.of("maya", "omar", "lin", "ada");

  static Cast of(Access access) {
    return new Cast(
        new ZooApi(access.portal(), Credential.bearer(access.partnerKey())),
        person(access, AUTHOR),
        VOTERS.stream().map(login -> person(access, login)).toList(),
        person(access, "sam"),
        new ZooApi(access.portal(), Credential.none()));
  }

  private static ZooApi person(Access access, String login) {
    return new ZooApi(access.portal(), Credential.person(access.realm(), login, login));
  }
}
