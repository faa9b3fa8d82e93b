package io.paidan.index.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificate authorities of the user's own, instead of those that Java trusts. */
public final class TrustedAuthorities {
  private TrustedAuthorities() {}

  /**
   * What trusts the authorities in a file and nobody else.
   *
   * @param caFile PEM certificates
   * @param option the argument that named the file, for the error
   * @throws ConnectionSettingsException when it cannot be used, with one line that says why
   */
  public static SSLContext context(Path caFile, String option) throws ConnectionSettingsException {
    try (InputStream in = Files.newInputStream(caFile)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (Certificate ca : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca-" + number++, ca);
      }
      if (number == 0) {
        throw new IOException("it holds no certificate");
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new ConnectionSettingsException(
          "The CA file "
              + caFile
              + " cannot be used ("
              + e.getMessage()
              + "): give PEM certificates with "
              + option
              + ".",
          e);
    }
  }
}
