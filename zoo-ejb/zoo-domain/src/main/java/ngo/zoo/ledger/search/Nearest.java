package ngo.zoo.ledger.search;

/**
 * The best k rows so far: a heap with the worst on top, in two arrays. Of equal cosines the lower
 * row is better. Rows come in ascending order.
 */
final class Nearest {
  private final double[] cosines;
  private final int[] rows;
  private final double floor;
  private int size;

  Nearest(int k, double floor) {
    this.cosines = new double[k];
    this.rows = new int[k];
    this.floor = floor;
  }

  /** What a cosine must reach to matter; an equal one of a later row does not once k are held. */
  double bound() {
    return size < cosines.length ? floor : Math.max(floor, cosines[0]);
  }

  boolean wants(double cosine) {
    return size < cosines.length ? cosine >= floor : cosine > cosines[0];
  }

  void add(int row, double cosine) {
    if (size < cosines.length) {
      size++;
      rise(size - 1, row, cosine);
    } else {
      sink(0, row, cosine);
    }
  }

  /** Takes the worst away; the nearest is the last to go. */
  int removeWorst() {
    int worst = rows[0];
    size--;
    sink(0, rows[size], cosines[size]);
    return worst;
  }

  int size() {
    return size;
  }

  double worstCosine() {
    return cosines[0];
  }

  private void rise(int from, int row, double cosine) {
    int at = from;
    while (at > 0 && isWorse(row, cosine, (at - 1) / 2)) {
      move((at - 1) / 2, at);
      at = (at - 1) / 2;
    }
    put(at, row, cosine);
  }

  private void sink(int from, int row, double cosine) {
    int at = from;
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && isWorse(rows[child + 1], cosines[child + 1], child)) {
        child++;
      }
      if (isWorse(row, cosine, child)) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(at, row, cosine);
  }

  private boolean isWorse(int row, double cosine, int than) {
    return cosine < cosines[than] || (cosine == cosines[than] && row > rows[than]);
  }

  private void move(int from, int to) {
    put(to, rows[from], cosines[from]);
  }

  private void put(int at, int row, double cosine) {
    rows[at] = row;
    cosines[at] = cosine;
  }
}
