package ngo.zoo.web.api.ledger;

import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletRequestContext;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import ngo.zoo.shared.Caller;
import ngo.zoo.shared.Refusal;
import ngo.zoo.shared.Role;
import ngo.zoo.web.security.CurrentCaller;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets staff send files to import that are longer than what the server takes elsewhere. The
 * server's own limit guards every body that is held in memory; these are kept piece by piece.
 */
@WebFilter("/api/v1/imports/*")
public class UploadLimit extends HttpFilter {
  private static final long serialVersionUID = 1;
  private static final Set<String> BODIES = Set.of("POST", "PUT");

  @Inject CurrentCaller current;

  @Inject
  @ConfigProperty(name = "zoo.import.most-bytes", defaultValue = "2147483648")
  long mostBytes;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (BODIES.contains(request.getMethod()) && isStaff()) {
      HttpServerExchange exchange = ServletRequestContext.requireCurrent().getExchange();
      // One more than may be kept, so that the refusal is ours and says what to do.
      exchange.setMaxEntitySize(mostBytes + 1);
    }
    chain.doFilter(request, response);
  }

  /** A wrong credential is refused where all are. */
  private boolean isStaff() {
    try {
      return current.optional().map((Caller caller) -> caller.has(Role.STAFF)).orElse(false);
    } catch (Refusal wrong) {
      return false;
    }
  }
}
