package ngo.zoo.web.api;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import java.io.IOException;
import ngo.zoo.routing.service.ReceiptWriter;
import ngo.zoo.web.security.CurrentCaller;

/**
 * Whoever looks at receipts, usage, budgets or books sees the answers this server gave before: what
 * waits for its batch is committed first, which takes some milliseconds and nothing at all when
 * nothing waits. Only for callers who could have asked: nobody else waits, or makes the writer of
 * receipts hurry.
 */
@WebFilter(
    urlPatterns = {"/api/*", "*.xhtml"},
    asyncSupported = true)
public class FreshReads implements Filter {
  @Inject ReceiptWriter writer;
  @Inject CurrentCaller caller;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (writer.uncommitted() > 0 && isKnown()) {
      writer.flush();
    }
    chain.doFilter(request, response);
  }

  /** A credential that is wrong is refused further on. */
  private boolean isKnown() {
    try {
      return caller.optional().isPresent();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
