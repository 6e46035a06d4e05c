package ngo.zoo.web.api.chat;

import io.undertow.server.HandlerWrapper;
import io.undertow.server.HttpHandler;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import jakarta.servlet.ServletContext;

/** Puts {@link ChatHandler} before the servlet container. */
public final class ChatExtension implements ServletExtension {
  /**
   * What the server has put before its container stands before the handler as well: it counts
   * requests, so that they are waited for or refused while the server is suspended.
   */
  @Override
  public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
    HttpHandler chat = new ChatHandler(deployment.getClassLoader());
    for (HandlerWrapper each : deployment.getInitialHandlerChainWrappers()) {
      chat = each.wrap(chat);
    }
    HttpHandler guarded = chat;
    deployment.addInitialHandlerChainWrapper(
        container ->
            exchange ->
                (ChatHandler.isFor(exchange) ? guarded : container).handleRequest(exchange));
  }
}
