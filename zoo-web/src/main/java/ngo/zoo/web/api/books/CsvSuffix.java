package ngo.zoo.web.api.books;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /journal.csv} is {@code /journal} with {@code Accept: text/csv}: an address to link to.
 */
@Provider
@PreMatching
public class CsvSuffix implements ContainerRequestFilter {
  private static final Pattern TABLE =
      Pattern.compile(
          "(.*/(?:accounts|postings|journal|trial-balance|experiences|ledger-audits/[^/]+))\\.csv");

  @Override
  public void filter(ContainerRequestContext request) {
    URI address = request.getUriInfo().getRequestUri();
    Matcher path = TABLE.matcher(address.getRawPath());
    if (request.getMethod().equals("GET") && path.matches()) {
      request.setRequestUri(
          request.getUriInfo().getRequestUriBuilder().replacePath(path.group(1)).build());
      request.getHeaders().putSingle(HttpHeaders.ACCEPT, Table.CSV);
    }
  }
}
