package ngo.zoo.web.portal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers addresses of pages that hold the character NUL with 404: nothing is called so, and no
 * text of the database can be compared to it.
 */
@WebFilter("*.xhtml")
public class ReadableAddressFilter extends HttpFilter {
  private static final long serialVersionUID = 1;
  private static final String NUL = "%00";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (String.valueOf(request.getQueryString()).contains(NUL)) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      chain.doFilter(request, response);
    }
  }
}
