package io.paidan.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateNotYetValidException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.Test;

/** What a real broker gives is in SecuredKafkaTest. */
class KafkaWordsTest {
  @Test
  void aCertificateOfTomorrow() {
    assertThat(
            KafkaWords.of(
                new ExecutionException(
                    new SslAuthenticationException(
                        "SSL handshake failed",
                        new CertificateException(
                            "PKIX path validation failed",
                            new CertificateNotYetValidException("NotBefore: tomorrow"))))))
        .isEqualTo(
            "its certificate is not valid yet (NotBefore: tomorrow); check the clocks, or the"
                + " broker's certificate");
  }

  @Test
  void aBrokerThatWantsACertificate() {
    assertThat(
            KafkaWords.of(
                new SslAuthenticationException(
                    "SSL handshake failed",
                    new SSLHandshakeException("Received fatal alert: certificate_required"))))
        .startsWith("it wants a certificate of the client that it trusts; set ssl.keystore");
  }

  @Test
  void aTrustStoreThatIsNotThere() {
    assertThat(
            KafkaWords.of(
                new KafkaException(
                    "Failed to create new KafkaAdminClient",
                    new KafkaException(
                        "Failed to load SSL keystore /ca.p12",
                        new NoSuchFileException("/ca.p12")))))
        .isEqualTo("no such file: /ca.p12");
  }

  @Test
  void aPrivilegeOnTheCluster() {
    assertThat(KafkaWords.of(new ClusterAuthorizationException("Cluster authorization failed.")))
        .isEqualTo(
            "Cluster authorization failed; give the user that privilege, see deploy/kafka/acls");
  }

  @Test
  void whateverElseIsKafkasInnermostMessageInOneLine() {
    assertThat(KafkaWords.of(new KafkaException("outer", new IllegalStateException("two\n lines"))))
        .isEqualTo("two lines");
    assertThat(KafkaWords.of(new KafkaException())).isEqualTo("KafkaException");
  }
}
