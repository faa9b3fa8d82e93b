package io.paidan.index.elasticsearch;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.http.ConnectionClosedException;

/**
 * Says in one line, without names of Java classes and without secrets, why there is no connection
 * to Elasticsearch, and what to do.
 */
public final class ConnectionWords {
  private static final String UNTRUSTED =
      "its certificate is not from an authority that is trusted here";
  private static final String NO_TLS = "it does not speak https on that port";

  private ConnectionWords() {}

  /**
   * Whether it is about who the other side is, which waiting does not mend. A connection that broke
   * while TLS was agreed upon is not: that happens to every server that is stopped.
   */
  public static boolean isAboutTrust(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof CertificateException
          || t instanceof CertPathBuilderException
          || t instanceof SSLPeerUnverifiedException
          || isPlain(t)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Why, as what stands in brackets.
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
        return UNTRUSTED;
      }
      if (t instanceof SSLPeerUnverifiedException) {
        return "its certificate is for another host, " + oneLine(t);
      }
      if (isPlain(t)) {
        return NO_TLS;
      }
      if (t instanceof ConnectionClosedException && where.contains("http://")) {
        return "it closed the connection; where it speaks https, say https://";
      }
    }
    return oneLine(failure);
  }

  /**
   * A whole line: that it cannot be used, why, and what to do.
   *
   * @param where the addresses that were tried
   */
  public static String line(Throwable failure, String where) {
    if (failure instanceof ConnectionSettingsException) {
      return failure.getMessage();
    }
    String why = of(failure, where);
    return "Elasticsearch at "
        + where
        + " cannot be used ("
        + why
        + "). "
        + (isAboutTrust(failure) ? trustAdvice(why) : "Start it, or correct --elasticsearch.");
  }

  /**
   * What to do about trust.
   *
   * @param why what {@link #of} says
   */
  public static String trustAdvice(String why) {
    if (why.equals(UNTRUSTED)) {
      return "Give the certificate of its CA with --elasticsearch-ca.";
    }
    if (why.equals(NO_TLS)) {
      return "Say http:// for it, or switch on its TLS.";
    }
    return "Renew its certificate, or correct --elasticsearch.";
  }

  private static boolean isPlain(Throwable t) {
    return t instanceof SSLException && oneLine(t).contains("SSL message");
  }

  private static String oneLine(Throwable t) {
    String message = t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
    return message.lines().findFirst().orElse(t.getClass().getSimpleName());
  }
}
