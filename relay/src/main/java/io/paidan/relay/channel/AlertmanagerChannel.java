package io.paidan.relay.channel;

import com.fasterxml.jackson.core.JsonGenerator;
import io.paidan.relay.alert.Alert;
import io.paidan.relay.alert.AlertJson;
import io.paidan.relay.alert.Place;
import io.paidan.relay.channel.Answer.Outcome;
import io.paidan.relay.config.RelayConfig;
import io.paidan.relay.words.AlertWords;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Prometheus Alertmanager, API v2. Labels hold ids alone and are the same for the life of an alert,
 * as they are its identity there; what people read is in annotations. Where the class of a ticket
 * changes, which routes go by, the alert with the old labels is ended in the same request.
 *
 * <p>Several addresses are a cluster: each is told, and one that takes it is enough, as with
 * Prometheus; the others learn of it by gossip or when it is sent again.
 */
final class AlertmanagerChannel implements Channel {
  /**
   * As many as a storm may bring while one request is under way, about a megabyte. With a fifth of
   * it, 100,000 alerts in a minute came two minutes late where the machine was busy: a request and
   * its answer take their time, however little is in them.
   */
  private static final int MOST = 1_000;

  private final List<URI> uris;
  private final HttpSender http;
  private final Map<String, String> headers;
  private final Map<String, String> moreLabels;
  private final Duration keepFiring;
  private final RelayConfig config;
  private final AlertWords words;
  private final ExecutorService requests;

  AlertmanagerChannel(
      List<URI> bases,
      HttpSender http,
      Map<String, String> headers,
      Map<String, String> moreLabels,
      Duration keepFiring,
      RelayConfig config) {
    this.uris = bases.stream().map(AlertmanagerChannel::alerts).toList();
    this.http = http;
    this.headers = headers;
    this.moreLabels = moreLabels;
    this.keepFiring = keepFiring;
    this.config = config;
    this.words = new AlertWords(config);
    this.requests =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "paidan-relay-alertmanager");
              thread.setDaemon(true);
              return thread;
            });
  }

  private static URI alerts(URI base) {
    String text = base.toString();
    return URI.create(text + (text.endsWith("/") ? "" : "/") + "api/v2/alerts");
  }

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public Answer deliver(List<Notice> notices, Instant now) throws InterruptedException {
    byte[] body = body(notices, now);
    if (uris.size() == 1) {
      return post(uris.get(0), body);
    }
    // All at once: one that does not answer must not keep people from hearing of it by another.
    CompletionService<Answer> answers = new ExecutorCompletionService<>(requests);
    uris.forEach(uri -> answers.submit(() -> post(uri, body)));
    List<Answer> failures = new ArrayList<>();
    for (int i = 0; i < uris.size(); i++) {
      Answer answer = result(answers.take());
      if (answer.outcome() == Outcome.DELIVERED) {
        return answer;
      }
      failures.add(answer);
    }
    return failures.stream().min(Comparator.comparing(Answer::outcome)).orElseThrow();
  }

  private static Answer result(Future<Answer> done) throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("posting threw", e.getCause());
    }
  }

  private Answer post(URI uri, byte[] body) throws InterruptedException {
    try {
      return HttpAnswers.of(uri, http.post(uri, body, headers));
    } catch (HttpSender.NoAnswerException e) {
      return Answer.later(e.getMessage(), null);
    }
  }

  byte[] body(List<Notice> notices, Instant now) {
    return Json.bytes(
        out -> {
          out.writeStartArray();
          for (Notice notice : notices) {
            Map<String, String> labels = labels(notice.alert());
            if (notice.before() != null) {
              Map<String, String> before = labels(notice.before());
              if (!before.equals(labels)) {
                write(out, notice.before(), before, now);
              }
            }
            write(out, notice.alert(), labels, end(notice, now));
          }
          out.writeEndArray();
        });
  }

  private Instant end(Notice notice, Instant now) {
    if (notice.firing()) {
      return now.plus(keepFiring);
    }
    Instant ended = notice.alert().endedAt() == null ? now : notice.alert().endedAt();
    // One that ends before it starts is refused.
    Instant start = notice.alert().thresholdAt();
    return ended.isBefore(start) ? start : ended;
  }

  private void write(JsonGenerator out, Alert alert, Map<String, String> labels, Instant end)
      throws IOException {
    out.writeStartObject();
    out.writeObjectFieldStart("labels");
    for (Map.Entry<String, String> label : labels.entrySet()) {
      out.writeStringField(label.getKey(), label.getValue());
    }
    out.writeEndObject();
    out.writeObjectFieldStart("annotations");
    out.writeStringField("summary", words.title(alert));
    out.writeStringField("description", words.message(alert).plain());
    out.writeStringField("expected", words.expected(alert));
    name(out, "district_name", alert.district());
    name(out, "department_name", alert.department());
    String link = config.link(alert);
    if (link != null) {
      out.writeStringField("link", link);
    }
    out.writeEndObject();
    out.writeStringField("startsAt", AlertJson.instant(alert.thresholdAt()));
    out.writeStringField("endsAt", AlertJson.instant(end));
    if (link != null) {
      out.writeStringField("generatorURL", link);
    }
    out.writeEndObject();
  }

  private static void name(JsonGenerator out, String name, Place place) throws IOException {
    if (place != null) {
      out.writeStringField(name, place.name());
    }
  }

  private Map<String, String> labels(Alert alert) {
    Map<String, String> labels = new TreeMap<>(moreLabels);
    labels.put(
        "alertname",
        switch (alert.level().kind()) {
          case WARNING -> "PaidanTicketDueSoon";
          case BREACH -> "PaidanTicketOverdue";
          case ESCALATION -> "PaidanTicketEscalated";
        });
    labels.put("severity", alert.critical() ? "critical" : "warning");
    labels.put("level", alert.level().name());
    labels.put("clock", alert.clock().name());
    labels.put("cycle", Integer.toString(alert.cycle()));
    labels.put("ticket", alert.ticket());
    put(labels, "ticket_class", alert.ticketClass() == null ? null : alert.ticketClass().name());
    put(labels, "category", alert.category());
    put(labels, "department", id(alert.department()));
    put(labels, "district", id(alert.district()));
    put(labels, "county", id(alert.county()));
    return labels;
  }

  private static String id(Place place) {
    return place == null ? null : place.id();
  }

  private static void put(Map<String, String> labels, String name, String value) {
    if (value != null) {
      labels.put(name, value);
    }
  }
}
