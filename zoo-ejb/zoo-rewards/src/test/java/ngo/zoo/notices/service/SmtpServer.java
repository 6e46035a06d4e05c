package ngo.zoo.notices.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** As much of a mail server (RFC 5321) as a test needs; answers RCPT as it is told to. */
final class SmtpServer implements AutoCloseable {
  private final ServerSocket server;
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private volatile String recipientReply = "250 ok";

  SmtpServer() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  List<String> mails() {
    return mails;
  }

  List<String> commands() {
    return commands;
  }

  void answerRecipientsWith(String reply) {
    recipientReply = reply;
  }

  private void accept() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        converse(socket);
      } catch (IOException closed) {
        commands.add("closed");
      }
    }
  }

  private void converse(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    say(socket, "220 test ESMTP");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      String command = line.split("[ :]", 2)[0];
      switch (command) {
        case "EHLO" -> say(socket, "250-test\r\n250 AUTH PLAIN");
        case "AUTH" -> say(socket, "235 ok");
        case "RCPT" -> say(socket, recipientReply);
        case "DATA" -> {
          say(socket, "354 go on");
          mails.add(data(in));
          say(socket, "250 taken");
        }
        case "QUIT" -> {
          say(socket, "221 bye");
          return;
        }
        default -> say(socket, "250 ok");
      }
    }
  }

  private static String data(BufferedReader in) throws IOException {
    StringBuilder mail = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      mail.append(line).append('\n');
    }
    return mail.toString();
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
