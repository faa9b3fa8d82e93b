package io.paidan.kafka;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/**
 * Says in one line, without names of Java classes and without secrets, why Kafka does not do what
 * was asked, and what to do about it.
 */
public final class KafkaWords {
  private static final String SETTINGS = " in the file of --kafka-properties";

  private KafkaWords() {}

  /** Why, and what to do where that is known. */
  public static String of(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String words = words(t);
      if (words != null) {
        return words;
      }
    }
    return reason(failure);
  }

  private static String words(Throwable t) {
    if (t instanceof CertificateException || t instanceof CertPathBuilderException) {
      return aboutCertificate(t);
    }
    if (t instanceof UnsupportedSaslMechanismException) {
      return oneLine(t) + "; correct sasl.mechanism" + SETTINGS;
    }
    if (t instanceof AuthenticationException && !(t instanceof SslAuthenticationException)) {
      return "it does not accept the user or the password ("
          + oneLine(t)
          + "); correct sasl.jaas.config"
          + SETTINGS;
    }
    if (t instanceof AuthorizationException) {
      return oneLine(t).replaceFirst("\\.$", "")
          + "; give the user that privilege, see deploy/kafka/acls";
    }
    if (t instanceof NoSuchFileException || t instanceof FileNotFoundException) {
      return "no such file: " + oneLine(t);
    }
    if (t instanceof AccessDeniedException) {
      return "no permission to read " + oneLine(t);
    }
    String said = oneLine(t).toLowerCase(Locale.ROOT);
    if (said.contains("unrecognized ssl message")) {
      return "it does not speak TLS on that port; correct the port, or security.protocol"
          + SETTINGS;
    }
    if (said.contains("certificate_required") || said.contains("bad_certificate")) {
      return "it wants a certificate of the client that it trusts; set ssl.keystore.location"
          + SETTINGS;
    }
    if (said.contains("could not find a 'kafkaclient' entry")) {
      return "no user is given; set sasl.jaas.config" + SETTINGS;
    }
    return null;
  }

  /** Null for a wrapper: what is behind it says more. */
  private static String aboutCertificate(Throwable t) {
    if (t instanceof CertificateExpiredException) {
      return "its certificate has expired (" + oneLine(t) + "); renew the broker's certificate";
    }
    if (t instanceof CertificateNotYetValidException) {
      return "its certificate is not valid yet ("
          + oneLine(t)
          + "); check the clocks, or the broker's certificate";
    }
    if (t instanceof CertPathBuilderException) {
      return "its certificate is not from an authority that is trusted here; name the file with"
          + " that authority's certificate with ssl.truststore.location"
          + SETTINGS;
    }
    if (t.getCause() == null) {
      return "its certificate is not for that host ("
          + oneLine(t)
          + "); name the brokers as their certificates do, in --bootstrap-servers and in their"
          + " advertised.listeners";
    }
    return null;
  }

  /** What Kafka says, without its class names: the innermost message. */
  private static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null && innermost.getCause().getMessage() != null) {
      innermost = innermost.getCause();
    }
    return oneLine(innermost);
  }

  private static String oneLine(Throwable t) {
    String message = t.getMessage() == null ? "" : t.getMessage().strip();
    return message.isEmpty()
        ? t.getClass().getSimpleName()
        : message.replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
