package ngo.zoo.web.portal;

import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.routing.NodeAction;
import ngo.zoo.routing.NodeView;
import ngo.zoo.routing.rules.NodeActions;
import ngo.zoo.routing.service.NodeLives;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** What the reader may have done to a node: chosen, said why, confirmed. */
@Named
@ViewScoped
public class NodeActionView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String CONFIRM = "-confirm";

  @Inject NodeLives lives;
  @Inject Me me;
  @Inject Texts texts;
  @Inject Refusals refusals;

  private final Map<UUID, List<NodeAction>> known = new HashMap<>();
  private @Nullable UUID node;
  private @Nullable String name;
  private @Nullable NodeAction action;
  private String reason = "";

  /** In the order of their severity; none for strangers. */
  public List<NodeAction> actions(NodeView one) {
    return known.computeIfAbsent(
        one.id(),
        any ->
            me.caller()
                .map(it -> lives.actions(it, one))
                .map(set -> Arrays.stream(NodeAction.values()).filter(set::contains).toList())
                .orElse(List.of()));
  }

  /** First press: asks whether it is meant. */
  public void choose(NodeView one, NodeAction wanted) {
    node = one.id();
    name = one.name();
    action = wanted;
    reason = "";
  }

  public void reconsider() {
    node = null;
    action = null;
  }

  /** Whether the reader is asked about this node now. */
  public boolean asks(NodeView one) {
    return one.id().equals(node);
  }

  /** Second press; shows the page again as the node is now. */
  public @Nullable String act(String page) {
    UUID id = node;
    NodeAction wanted = action;
    if (id == null || wanted == null) {
      return null;
    }
    try {
      lives.act(me.caller().orElseThrow(), id, wanted, reason.strip());
      refusals.done("node.done." + wanted, String.valueOf(name));
      return page + (page.contains("?") ? "&" : "?") + "faces-redirect=true";
    } catch (Refusal refusal) {
      refusals.show(refusal, fields());
      return null;
    }
  }

  /** Beginning of the ids of the form that was pressed: a page may show it for several nodes. */
  private static String fields() {
    FacesContext faces = FacesContext.getCurrentInstance();
    UIComponent pressed = UIComponent.getCurrentComponent(faces);
    String id = pressed == null ? "" : pressed.getClientId(faces);
    return id.endsWith(CONFIRM) ? id.substring(0, id.length() - CONFIRM.length()) : "node-action";
  }

  /** What will happen, in words. */
  public String getQuestion() {
    return action == null ? "" : texts.of("node.sure." + action, String.valueOf(name));
  }

  /** Whether a reason must be given. */
  public boolean isReasonNeeded() {
    return action != null && NodeActions.isReasonNeeded(action);
  }

  public @Nullable NodeAction getAction() {
    return action;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason == null ? "" : reason;
  }
}
