package ngo.zoo.web.portal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The portal's words, in the language of the view. */
@Named
@ApplicationScoped
public class Texts {
  private static final String BUNDLE = "ngo.zoo.web.messages";

  /** The text of {@code key} with {@code {0}}, {@code {1}} … filled in. */
  public String of(String key, Object... values) {
    Locale locale = FacesContext.getCurrentInstance().getViewRoot().getLocale();
    String text = ResourceBundle.getBundle(BUNDLE, locale, Texts.class.getClassLoader()).getString(key);
    return values.length == 0 ? text : new MessageFormat(text, locale).format(values);
  }

  /** The word for an enum constant, such as {@code ProposalStatus.ACTIVE}; empty for null. */
  public String word(@Nullable Enum<?> constant) {
    return constant == null
        ? ""
        : of(constant.getDeclaringClass().getSimpleName() + "." + constant.name());
  }
}
