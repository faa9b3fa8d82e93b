package io.paidan.index.elasticsearch;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.http.ConnectionClosedException;

/** Says in one line, without names of Java classes, why there is no connection. */
public final class ConnectionWords {
  private ConnectionWords() {}

  /** Whether it is about who the other side is, which waiting does not mend. */
  public static boolean isAboutTrust(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SSLException) {
        return true;
      }
    }
    return false;
  }

  /**
   * Why.
   *
   * @param where the addresses that were tried
   */
  public static String of(Throwable failure, String where) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof CertificateExpiredException) {
        return "its certificate has expired, " + oneLine(t);
      }
      if (t instanceof CertificateNotYetValidException) {
        return "its certificate is not valid yet, " + oneLine(t);
      }
      if (t instanceof CertPathBuilderException) {
        return "its certificate is not from an authority that is trusted here";
      }
      if (t instanceof SSLPeerUnverifiedException) {
        return "its certificate is for another host, " + oneLine(t);
      }
      if (t instanceof SSLException
          && oneLine(t).toLowerCase(Locale.ROOT).contains("unrecognized ssl message")) {
        return "it does not speak https on that port";
      }
      if (t instanceof ConnectionClosedException && where.contains("http://")) {
        return "it closed the connection; where it speaks https, say https://";
      }
    }
    return oneLine(failure);
  }

  private static String oneLine(Throwable t) {
    String message = t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
    return message.lines().findFirst().orElse(t.getClass().getSimpleName());
  }
}
