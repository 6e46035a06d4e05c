package ngo.zoo.web.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Set;
import ngo.zoo.shared.Refusal;
import ngo.zoo.web.security.CurrentCaller;

/**
 * Checks the credential of every API call, also where none is needed: a wrong one is answered 401
 * and not ignored. Changes need a caller, before anything of the request is looked at; one asked
 * for by cookie alone must carry {@code X-Requested-With}, which a form or link of another site
 * cannot send.
 */
@Provider
public class CallerFilter implements ContainerRequestFilter {
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  @Inject CurrentCaller caller;
  @Context ResourceInfo operation;

  @Override
  public void filter(ContainerRequestContext request) {
    boolean session = caller.bySession();
    if (READS.contains(request.getMethod()) || isSignedByNode(request)) {
      return;
    }
    caller.get();
    if (session && request.getHeaderString("X-Requested-With") == null) {
      throw Refusal.forbidden(
          "cross-site-request", "A change by browser session needs the header X-Requested-With");
    }
  }

  /** Only where the operation checks the signature itself. */
  private boolean isSignedByNode(ContainerRequestContext request) {
    Method method = operation.getResourceMethod();
    return method != null
        && method.isAnnotationPresent(SignedByNode.class)
        && request.getHeaderString("X-Zoo-Signature") != null
        && caller.optional().isEmpty();
  }
}
