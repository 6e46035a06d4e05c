package ngo.zoo.web.portal;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import ngo.zoo.shared.Page;
import ngo.zoo.shared.PageRequest;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/**
 * Rows of a table, fetched page by page from a service. Order and search are the service's: the
 * table neither sorts nor filters, so a row is never judged by what happens to be loaded.
 */
public final class PageModel<T> extends LazyDataModel<T> {
  private static final long serialVersionUID = 1;
  private static final int MOST_ROWS = 200;

  /** Where the rows come from. */
  public interface Source<T> extends Function<PageRequest, Page<T>>, Serializable {}

  private final Source<T> source;
  private final String search;

  /** Rows of {@code source} that match {@code search}; empty for all. */
  public PageModel(Source<T> source, String search) {
    this.source = source;
    this.search = search;
  }

  public PageModel(Source<T> source) {
    this(source, "");
  }

  /** The table asks this before {@link #load} to know whether the page still exists. */
  @Override
  public int count(Map<String, FilterMeta> filters) {
    return Math.toIntExact(source.apply(new PageRequest(0, 1, search)).total());
  }

  @Override
  public List<T> load(
      int first, int pageSize, Map<String, SortMeta> sorting, Map<String, FilterMeta> filters) {
    int size = Math.clamp(pageSize, 1, MOST_ROWS);
    return source.apply(new PageRequest(Math.max(first, 0), size, search)).items();
  }
}
