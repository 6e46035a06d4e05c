package ngo.zoo.integration.search;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Keeps the newest graph between two starts of the server, in one file that is named by what the
 * graph was made from and ends with the SHA-256 of what stands before. A file that is not whole is
 * as good as none; a folder that cannot be written only means that the graph is made anew.
 */
public final class GraphFolder {
  private static final Logger LOG = Logger.getLogger(GraphFolder.class);
  private static final String PREFIX = "hnsw-";
  private static final String SUFFIX = ".graph";
  private static final int SUM = 32;

  private final Path folder;

  public GraphFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * A graph with what was measured of it.
   *
   * @param breadth how many rows a search keeps in sight
   * @param recall with that
   */
  record Kept(FlatGraph links, int breadth, double recall) {}

  /** The graph made from exactly this, if it is here and whole. */
  Optional<Kept> find(GraphKey key) {
    Path file = file(key);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      long length = Files.size(file) - SUM;
      if (length < 0 || !isWhole(file, length)) {
        throw new IOException("its checksum does not fit");
      }
      return Optional.of(read(file, key));
    } catch (IOException e) {
      LOG.warnf("The graph in %s is made anew: %s", file, e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean isWhole(Path file, long length) throws IOException {
    MessageDigest digest = GraphKey.sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      long rest = length;
      while (rest > 0) {
        int read = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, rest));
        if (read == 0) {
          return false;
        }
        digest.update(buffer, 0, read);
        rest -= read;
      }
      return Arrays.equals(digest.digest(), in.readNBytes(SUM));
    }
  }

  private static Kept read(Path file, GraphKey key) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      if (!in.readUTF().equals(key.hash())) {
        throw new IOException("it is another graph");
      }
      int breadth = in.readInt();
      double recall = in.readDouble();
      return new Kept(FlatGraph.read(in, key.rows()), breadth, recall);
    }
  }

  /** Puts it in place of all others: at once or not at all. */
  void keep(GraphKey key, Kept kept) {
    try {
      Files.createDirectories(folder);
      Path writing = Files.createTempFile(folder, PREFIX, ".tmp");
      write(writing, key, kept);
      Files.move(writing, file(key), StandardCopyOption.ATOMIC_MOVE);
      removeOthers(file(key));
    } catch (IOException e) {
      LOG.warnf("The graph is not kept in %s and will be made anew: %s", folder, e);
    }
  }

  private static void write(Path file, GraphKey key, Kept kept) throws IOException {
    MessageDigest digest = GraphKey.sha256();
    try (OutputStream plain = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      DataOutputStream out = new DataOutputStream(new DigestOutputStream(plain, digest));
      out.writeUTF(key.hash());
      out.writeInt(kept.breadth());
      out.writeDouble(kept.recall());
      kept.links().write(out);
      out.flush();
      plain.write(digest.digest());
    }
    try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
      written.force(true);
    }
  }

  /** Graphs of before, and what a crash left half written. */
  private void removeOthers(Path newest) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> !file.equals(newest)).toList()) {
        if (file.getFileName().toString().startsWith(PREFIX)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private Path file(GraphKey key) {
    return folder.resolve(PREFIX + key.hash() + SUFFIX);
  }
}
