package io.paidan.local;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * An embedded Kafka whose clients come over TLS with user and password (SCRAM), and may do only
 * what an ACL allows. The broker speaks to itself over listeners of its own, as a user of its own:
 * it starts with any certificate, also with one that no client takes.
 */
final class KafkaSecurity {
  private static final String MECHANISM = "SCRAM-SHA-512";
  private static final String BROKER = "broker";
  private static final int PASSWORD_BYTES = 24;

  private final EmbeddedKafka.Security security;
  private final int internalPort;
  private final String brokerPassword;

  /**
   * @param internalPort of the listener for the broker itself
   */
  KafkaSecurity(EmbeddedKafka.Security security, int internalPort) {
    this.security = security;
    this.internalPort = internalPort;
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    this.brokerPassword = Base64.getUrlEncoder().encodeToString(random);
  }

  /**
   * Turns a broker's settings, with listeners CLIENT and CONTROLLER, into those of a secure one.
   */
  void secure(Properties p) {
    String internal = ",INTERNAL://" + internalAddress();
    p.setProperty("listeners", p.getProperty("listeners") + internal);
    p.setProperty("advertised.listeners", p.getProperty("advertised.listeners") + internal);
    p.setProperty("inter.broker.listener.name", "INTERNAL");
    p.setProperty(
        "listener.security.protocol.map",
        "CLIENT:SASL_SSL,CONTROLLER:SASL_PLAINTEXT,INTERNAL:SASL_PLAINTEXT");
    p.setProperty("sasl.mechanism.inter.broker.protocol", "PLAIN");
    p.setProperty("sasl.mechanism.controller.protocol", "PLAIN");
    for (String own : List.of("controller", "internal")) {
      p.setProperty("listener.name." + own + ".sasl.enabled.mechanisms", "PLAIN");
      p.setProperty(
          "listener.name." + own + ".plain.sasl.jaas.config",
          plainLogin() + " user_" + BROKER + "=\"" + brokerPassword + "\";");
    }
    p.setProperty("listener.name.client.sasl.enabled.mechanisms", MECHANISM);
    p.setProperty(
        "listener.name.client.scram-sha-512.sasl.jaas.config",
        ScramLoginModule.class.getName() + " required;");
    p.setProperty("listener.name.client.ssl.keystore.type", "PKCS12");
    p.setProperty("listener.name.client.ssl.keystore.location", security.keyStore().toString());
    p.setProperty("listener.name.client.ssl.keystore.password", security.keyStorePassword());
    p.setProperty("listener.name.client.ssl.key.password", security.keyStorePassword());
    p.setProperty("authorizer.class.name", StandardAuthorizer.class.getName());
    p.setProperty("allow.everyone.if.no.acl.found", "false");
    p.setProperty("super.users", "User:" + BROKER + ";User:" + security.superuser());
  }

  /** The users, as a folder for the broker's data is formatted with them. */
  List<String> scramArguments() {
    return security.passwords().entrySet().stream()
        .map(u -> MECHANISM + "=[name=" + u.getKey() + ",password=" + u.getValue() + "]")
        .toList();
  }

  /** What a client needs that speaks to the broker as the broker itself. */
  Map<String, Object> brokersOwnClient() {
    return Map.of(
        "bootstrap.servers",
        internalAddress(),
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        plainLogin() + ";");
  }

  private String internalAddress() {
    return Ports.HOST + ":" + internalPort;
  }

  private String plainLogin() {
    return PlainLoginModule.class.getName()
        + " required username=\""
        + BROKER
        + "\" password=\""
        + brokerPassword
        + "\"";
  }
}
