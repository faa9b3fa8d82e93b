package io.paidan.relay.config;

/** Who is told, and in whose form. */
public enum ReceiverType {
  /** Prometheus Alertmanager, API v2. */
  ALERTMANAGER(null, 0),
  /** JSON over HTTP, by a template of one's own where there is one. */
  WEBHOOK(null, Integer.MAX_VALUE),
  /** A group robot of WeCom (企业微信): 20 messages a minute. */
  WECOM("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={token}", 10),
  /** A custom robot of DingTalk (钉钉): 20 messages a minute, else it is silent for ten. */
  DINGTALK("https://oapi.dingtalk.com/robot/send?access_token={token}", 10),
  /** A custom robot of Feishu (飞书): 100 messages a minute. */
  FEISHU("https://open.feishu.cn/open-apis/bot/v2/hook/{token}", 90);

  private final String url;
  private final int mostSingles;

  ReceiverType(String url, int mostSingles) {
    this.url = url;
    this.mostSingles = mostSingles;
  }

  /** Where it is unless the configuration says otherwise, or null. */
  public String url() {
    return url;
  }

  /**
   * How many single messages a minute leave it room for the digests of a storm within the limit
   * that its operator sets; 0: it takes no messages but states.
   */
  public int mostSingles() {
    return mostSingles;
  }

  /** Whether it is a chat robot. */
  public boolean isRobot() {
    return url != null;
  }
}
