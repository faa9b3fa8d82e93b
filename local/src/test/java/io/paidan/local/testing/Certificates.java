package io.paidan.local.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Certificate authorities and what they certify, for tests: made by the JDK's own keytool. */
public final class Certificates {
  private static final String PASSWORD = "of-test-keys";
  private static final long LIMIT_SECONDS = 60;

  private final Path folder;

  /**
   * @param folder where the files go
   */
  public Certificates(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /**
   * A server's certificate and key, PEM, and both as a PKCS12 file.
   *
   * @param password of the PKCS12 file
   */
  public record Server(Path certificate, Path key, Path store, String password) {}

  /** Makes an authority; its certificate, PEM. */
  public Path authority(String name) throws IOException {
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "bc:c",
        "-validity",
        "3650",
        "-keystore",
        store(name).toString());
    Path pem = folder.resolve(name + ".pem");
    Files.write(
        pem, keytool("-exportcert", "-rfc", "-alias", name, "-keystore", store(name).toString()));
    return pem;
  }

  /**
   * A server that an authority certifies.
   *
   * @param host an entry of subjectAltName, like {@code ip:127.0.0.1} or {@code dns:es.example}
   * @param startDays from when on, in days from now
   * @param days for how long
   */
  public Server server(String authority, String name, String host, int startDays, int days)
      throws IOException {
    String store = store(name).toString();
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-validity",
        "3650",
        "-keystore",
        store);
    Path request = folder.resolve(name + ".csr");
    Files.write(request, keytool("-certreq", "-alias", name, "-keystore", store));
    Path certificate = folder.resolve(name + ".pem");
    Files.write(
        certificate,
        keytool(
            "-gencert",
            "-rfc",
            "-alias",
            authority,
            "-keystore",
            store(authority).toString(),
            "-infile",
            request.toString(),
            "-ext",
            "san=" + host,
            "-startdate",
            (startDays < 0 ? "" : "+") + startDays + "d",
            "-validity",
            Integer.toString(days)));
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        authority,
        "-keystore",
        store,
        "-file",
        folder.resolve(authority + ".pem").toString());
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        name,
        "-keystore",
        store,
        "-file",
        certificate.toString());
    Path key = folder.resolve(name + ".key");
    Files.write(key, privateKey(name).getBytes(US_ASCII));
    return new Server(certificate, key, store(name), PASSWORD);
  }

  private Path store(String name) {
    return folder.resolve(name + ".p12");
  }

  private String privateKey(String name) throws IOException {
    try (InputStream in = Files.newInputStream(store(name))) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      byte[] key = keys.getKey(name, PASSWORD.toCharArray()).getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private byte[] keytool(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    Path errors = folder.resolve("keytool.err");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    byte[] out = process.getInputStream().readAllBytes();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(
            command + ": " + new String(out, US_ASCII) + Files.readString(errors));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return out;
  }
}
