package ngo.zoo.dev;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two commands from changing one stack at a time; the system lets go when we end. */
final class StackLock implements AutoCloseable {
  private final FileChannel channel;

  private StackLock(FileChannel channel) {
    this.channel = channel;
  }

  static StackLock take(Workspace workspace) throws IOException {
    Path file = workspace.folder("").resolve("lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw new PartFailure("Another ./zoo command is changing this stack; wait until it ends.");
    }
    return new StackLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
