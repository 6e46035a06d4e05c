package ngo.zoo.integration.document;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/**
 * Pages of A4 that text is set on from top to bottom. Positions are points from the left and from
 * the bottom. Any text can be set: what the font has no glyph for is shown as a replacement
 * character, and characters that would steer the layout are left out.
 */
final class Sheet {
  static final float LEFT = 56;
  static final float RIGHT = PDRectangle.A4.getWidth() - 56;
  private static final float TOP = PDRectangle.A4.getHeight() - 60;
  private static final float BOTTOM = 84;
  private static final float FOOT = 42;
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  /** How a text looks. */
  enum Style {
    TEXT(9.5f, 0.1f, false),
    BOLD(9.5f, 0.1f, true),
    SMALL(8f, 0.38f, false),
    HEAD(8f, 0.3f, true),
    NAME(13f, 0.1f, true),
    TITLE(24f, 0.22f, true),
    TOTAL(12f, 0.1f, true);

    final float size;
    final float grey;
    final boolean bold;

    Style(float size, float grey, boolean bold) {
      this.size = size;
      this.grey = grey;
      this.bold = bold;
    }

    float leading() {
      return size * 1.4f;
    }
  }

  private final PDDocument document;
  private final PDFont font;
  private PDPageContentStream page;
  private float y;

  Sheet(PDDocument document) throws IOException {
    this.document = document;
    try (InputStream file = Sheet.class.getResourceAsStream(FONT)) {
      this.font = PDType0Font.load(document, Objects.requireNonNull(file), true);
    }
    this.page = newPage();
    this.y = TOP;
  }

  float y() {
    return y;
  }

  void moveTo(float height) {
    y = height;
  }

  void down(float points) {
    y -= points;
  }

  /** Goes to a new page when less than {@code points} are left; whether it did. */
  boolean room(float points) throws IOException {
    if (y - points >= BOTTOM) {
      return false;
    }
    page.close();
    page = newPage();
    y = TOP;
    return true;
  }

  /** Text whose base line is the present height. */
  void left(float x, Style style, String text) throws IOException {
    set(page, x, y, style, style.size, shown(text));
  }

  /** Text that ends at {@code x}. */
  void right(float x, Style style, String text) throws IOException {
    right(x, style, text, x);
  }

  /** Text that ends at {@code x}, in smaller letters where it would be wider than {@code most}. */
  void right(float x, Style style, String text, float most) throws IOException {
    String shown = shown(text);
    float whole = width(style, shown);
    float scale = whole > most ? most / whole : 1;
    set(page, x - whole * scale, y, style, style.size * scale, shown);
  }

  /** The text in lines of at most {@code width}; long words are cut. */
  List<String> wrapped(Style style, String text, float width) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\n", -1)) {
      StringBuilder line = new StringBuilder();
      for (String word : shown(paragraph).split(" ", -1)) {
        String next = line.isEmpty() ? word : line + " " + word;
        if (width(style, next) > width && !line.isEmpty()) {
          lines.add(line.toString());
          next = word;
        }
        line = new StringBuilder(rest(lines, style, next, width));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** A line from margin to margin, under the present base line. */
  void rule(float grey) throws IOException {
    rule(LEFT, grey);
  }

  void rule(float from, float grey) throws IOException {
    page.setStrokingColor(grey);
    page.setLineWidth(0.6f);
    page.moveTo(from, y);
    page.lineTo(RIGHT, y);
    page.stroke();
  }

  /** Ends the last page and writes the feet, which know how many pages there are. */
  void finish(String foot) throws IOException {
    page.close();
    int pages = document.getNumberOfPages();
    for (int i = 0; i < pages; i++) {
      String number = "Page %d of %d".formatted(i + 1, pages);
      try (PDPageContentStream end =
          new PDPageContentStream(document, document.getPage(i), AppendMode.APPEND, true, true)) {
        set(end, LEFT, FOOT, Style.SMALL, Style.SMALL.size, shown(foot));
        set(end, RIGHT - width(Style.SMALL, number), FOOT, Style.SMALL, Style.SMALL.size, number);
      }
    }
  }

  private PDPageContentStream newPage() throws IOException {
    PDPage fresh = new PDPage(PDRectangle.A4);
    document.addPage(fresh);
    return new PDPageContentStream(document, fresh);
  }

  private String rest(List<String> lines, Style style, String text, float width)
      throws IOException {
    String left = text;
    while (width(style, left) > width && left.length() > 1) {
      int fits = left.length() - 1;
      while (fits > 1 && width(style, left.substring(0, fits)) > width) {
        fits--;
      }
      lines.add(left.substring(0, fits));
      left = left.substring(fits);
    }
    return left;
  }

  float width(Style style, String shown) throws IOException {
    return font.getStringWidth(shown) / 1000 * style.size;
  }

  private void set(
      PDPageContentStream on, float x, float height, Style style, float size, String shown)
      throws IOException {
    on.beginText();
    on.setNonStrokingColor(style.grey);
    on.setStrokingColor(style.grey);
    on.setLineWidth(size * 0.032f);
    on.setRenderingMode(style.bold ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
    on.setFont(font, size);
    on.newLineAtOffset(x, height);
    on.showText(shown);
    on.endText();
  }

  private String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .filter(Sheet::isPrinted)
        .forEach(point -> shown.appendCodePoint(hasGlyph(point) ? point : '\u25a1'));
    return shown.toString();
  }

  /** Not controls, and not what turns the direction of text around. */
  private static boolean isPrinted(int point) {
    int type = Character.getType(point);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.UNASSIGNED;
  }

  private boolean hasGlyph(int point) {
    try {
      font.encode(Character.toString(point));
      return true;
    } catch (IOException | IllegalArgumentException missing) {
      return false;
    }
  }
}
