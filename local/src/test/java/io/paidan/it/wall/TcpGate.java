package io.paidan.it.wall;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands before a server, on a port of its own, and takes it away: then nobody listens there and
 * connections are cut. Or makes it slow: then what comes is held.
 */
final class TcpGate implements AutoCloseable {
  private final Target to;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private ServerSocket listening;
  private boolean held;

  private record Target(String host, int port) {}

  TcpGate(String host, int serverPort) throws IOException {
    to = new Target(host, serverPort);
    listening = listen(0);
    port = listening.getLocalPort();
    accept(listening);
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  void goAway() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  void comeBack() throws IOException {
    listening = listen(port);
    accept(listening);
  }

  synchronized void hold() {
    held = true;
  }

  synchronized void release() {
    held = false;
    notifyAll();
  }

  private synchronized void pass() throws InterruptedException {
    while (held) {
      wait();
    }
  }

  @Override
  public void close() throws IOException {
    goAway();
    release();
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private void accept(ServerSocket server) {
    start(
        () -> {
          while (true) {
            Socket client = server.accept();
            Socket target = new Socket(to.host(), to.port());
            open.add(client);
            open.add(target);
            start(() -> copy(client, target));
            start(() -> copy(target, client));
          }
        });
  }

  private void copy(Socket from, Socket into) throws IOException, InterruptedException {
    try (from;
        into) {
      InputStream in = from.getInputStream();
      OutputStream out = into.getOutputStream();
      byte[] buffer = new byte[1 << 14];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        pass();
        out.write(buffer, 0, n);
        out.flush();
      }
    } finally {
      open.remove(from);
      open.remove(into);
    }
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // One of the two has gone, or the gate is shut: that is what it is for.
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "tcp-gate");
    thread.setDaemon(true);
    thread.start();
  }
}
