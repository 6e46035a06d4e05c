package ngo.zoo.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import ngo.zoo.persistence.log.LogReader;
import ngo.zoo.persistence.log.LogStatus;
import ngo.zoo.shared.Refusal;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;

/** The public log: who mirrors or audits it starts here. */
@Path("log")
@SecurityRequirements
@RequestScoped
public class LogResource {
  @Inject LogReader log;

  @GET
  @Path("checkpoint")
  @Produces("text/plain;charset=UTF-8")
  @Operation(summary = "The latest signed checkpoint (C2SP tlog-checkpoint)")
  public String checkpoint() {
    String checkpoint = log.checkpoint();
    if (checkpoint == null) {
      throw Refusal.unavailable(
          "checkpoint-not-yet", "The first checkpoint is signed in a few seconds; try again");
    }
    return checkpoint;
  }

  @GET
  @Path("key")
  @Produces("text/plain;charset=UTF-8")
  @Operation(summary = "The key checkpoints are signed with (C2SP signed-note verifier key)")
  public String key() {
    return log.key();
  }

  @GET
  @Path("status")
  @Produces("application/json")
  @Operation(summary = "Size, root and anchor of the log")
  public LogStatus status() {
    return log.status();
  }
}
