package io.paidan.cli.kibana;

/** Says in one line what an answer that is no success means, and what to do. */
final class Refusals {
  private Refusals() {}

  static KibanaException of(KibanaAnswer answer, KibanaAddress address) {
    String kibana = "Kibana at " + address.where();
    int status = answer.status();
    String rest =
        switch (status) {
          case 401 ->
              " does not know who we are (401): set PAIDAN_KIBANA_API_KEY, or PAIDAN_KIBANA_USER"
                  + " and PAIDAN_KIBANA_PASSWORD.";
          case 403 ->
              " does not allow it (403): use a user who has all of Saved Objects Management"
                  + " in the space"
                  + answer.said()
                  + ".";
          case 404 ->
              " is not there (404): check the base path in --kibana; it is server.basePath in"
                  + " kibana.yml.";
          case 413 ->
              " takes no file of this size (413): raise savedObjects.maxImportPayloadBytes in"
                  + " kibana.yml, or the limit of the proxy before it.";
          case 422 -> " cannot read the objects (422): it is older than 8.12" + answer.said() + ".";
          case 429 -> " is too busy (429): try again in a minute.";
          case 502, 504 ->
              " does not answer the proxy before it (" + status + "): check that it is running.";
          case 503 ->
              " is not ready (503): it is starting or has lost Elasticsearch; try again when it"
                  + " shows its start page.";
          default ->
              status >= 300 && status < 400
                  ? " sends us elsewhere ("
                      + status
                      + "): check http or https and the base path in --kibana."
                  : " refuses (" + status + ")" + answer.said() + ": see its log.";
        };
    return new KibanaException(kibana + rest);
  }
}
