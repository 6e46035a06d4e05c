package ngo.zoo.web.api.notices;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;
import ngo.zoo.notices.MailView;
import ngo.zoo.notices.service.Mails;
import ngo.zoo.web.api.Listing;
import ngo.zoo.web.api.Paging;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Outgoing e-mails (staff). */
@Path("mails")
@Produces("application/json")
@RequestScoped
public class MailResource {
  @Inject CurrentCaller current;
  @Inject Mails mails;

  @GET
  @Operation(operationId = "listMails", summary = "Outgoing e-mails, newest first")
  public Listing<MailView> all(@BeanParam Paging paging) {
    return Listing.of(mails.page(current.get(), paging.request()), paging);
  }

  @POST
  @Path("{mail}/send")
  @Operation(operationId = "sendMail", summary = "Send an e-mail that was kept or refused")
  public void send(@PathParam("mail") UUID mail) {
    mails.send(current.get(), mail);
  }
}
