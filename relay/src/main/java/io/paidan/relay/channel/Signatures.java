package io.paidan.relay.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How robots want to know that a message is from somebody who knows the secret. */
final class Signatures {
  private Signatures() {}

  /**
   * DingTalk's: {@code timestamp\nsecret} under the secret, ready for the address.
   *
   * @param millis now; off by no more than an hour
   */
  static String dingtalk(long millis, String secret) {
    return URLEncoder.encode(hmac(secret, millis + "\n" + secret), UTF_8);
  }

  /**
   * Feishu's: nothing at all under {@code timestamp\nsecret}.
   *
   * @param seconds now; off by no more than an hour
   */
  static String feishu(long seconds, String secret) {
    return hmac(seconds + "\n" + secret, "");
  }

  private static String hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
