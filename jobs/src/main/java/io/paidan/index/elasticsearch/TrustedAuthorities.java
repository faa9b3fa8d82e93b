package io.paidan.index.elasticsearch;

import io.paidan.tls.CertificateAuthorities;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

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
    try {
      return CertificateAuthorities.trusting(caFile);
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
