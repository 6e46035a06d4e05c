package ngo.zoo.web.portal;

import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ngo.zoo.rewards.service.Callers;
import ngo.zoo.routing.NodePriceChange;
import ngo.zoo.routing.NodePriceView;
import ngo.zoo.routing.NodeView;
import ngo.zoo.routing.service.NodePricing;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** What nodes ask for an answer: shown to everybody, set by who may. */
@Named
@ViewScoped
public class PricesView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String CONFIRM = "-confirm";

  @Inject NodePricing pricing;
  @Inject Callers callers;
  @Inject Me me;
  @Inject Refusals refusals;

  private final Map<UUID, PageModel<NodePriceChange>> histories = new HashMap<>();
  private @Nullable UUID node;
  private @Nullable String model;
  private String price = "";

  /** Whether the reader may set what the node asks. */
  public boolean maySet(NodeView one) {
    return me.caller().map(it -> pricing.maySet(it, one)).orElse(false);
  }

  /** First press: opens the field. */
  public void choose(NodeView one, NodePriceView line) {
    node = one.id();
    model = line.model();
    price = line.price().decimal();
  }

  public void reconsider() {
    node = null;
    model = null;
  }

  /** Whether the reader is asked for the price of this line now. */
  public boolean asks(NodeView one, NodePriceView line) {
    return one.id().equals(node) && line.model().equals(model);
  }

  /** Sets the price; shows the page again as the node is now. */
  public @Nullable String set(String page) {
    try {
      return set(page, amount());
    } catch (Refusal refusal) {
      refusals.show(refusal, fields());
      return null;
    }
  }

  /** Goes back to the governed fee. */
  public @Nullable String unset(String page) {
    try {
      return set(page, (Amount) null);
    } catch (Refusal refusal) {
      refusals.show(refusal, fields());
      return null;
    }
  }

  private @Nullable String set(String page, @Nullable Amount wanted) {
    UUID id = node;
    String of = model;
    if (id == null || of == null) {
      return null;
    }
    NodePriceView now = pricing.set(me.caller().orElseThrow(), id, of, wanted);
    refusals.done("node.price.done", of, now.price());
    return page + (page.contains("?") ? "&" : "?") + "faces-redirect=true";
  }

  private Amount amount() {
    try {
      return Amount.parse(Asset.KEEPER, price);
    } catch (NumberFormatException | ArithmeticException unreadable) {
      throw Refusal.field("price-invalid", "price", "Write an amount of KEEPER, such as 0.008");
    }
  }

  /** Beginning of the ids of the form that was pressed: a page may show it for several nodes. */
  private static String fields() {
    FacesContext faces = FacesContext.getCurrentInstance();
    UIComponent pressed = UIComponent.getCurrentComponent(faces);
    String id = pressed == null ? "" : pressed.getClientId(faces);
    return id.endsWith(CONFIRM) ? id.substring(0, id.length() - CONFIRM.length()) : "node-price";
  }

  /** Every price the node ever had, newest first. */
  public PageModel<NodePriceChange> history(NodeView one) {
    return histories.computeIfAbsent(
        one.id(), id -> new PageModel<>(request -> pricing.history(id, request)));
  }

  /** Display name of who set a price. */
  public String by(NodePriceChange change) {
    return callers.names(List.of(change.by())).getOrDefault(change.by(), "");
  }

  /** Null while nobody is asked. */
  public @Nullable String getModel() {
    return model;
  }

  public String getPrice() {
    return price;
  }

  public void setPrice(@Nullable String price) {
    this.price = price == null ? "" : price.strip();
  }
}
