package io.paidan.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What {@link PlainJacksonDecode} decodes into: the envelope, and all that data may hold. */
final class PlainEvent {
  String specversion;
  String id;
  String source;
  String type;
  String subject;
  String sequence;
  Instant time;
  Data data;

  static final class Data {
    String district;
    String channel;
    String community;
    String category;
    String title;
    Double lat;
    Double lon;
    String reporterName;
    String reporterPhone;
    String ticketClass;
    String decision;
    String reason;
    String department;
    String outcome;
    String handling;
    String until;
    String approvedBy;
    String by;
    Integer level;
    Integer satisfaction;
    Boolean solved;
    List<Assignment> assignments = new ArrayList<>();
    List<Score> departmentScores = new ArrayList<>();
    List<String> departments = new ArrayList<>();
  }

  static final class Assignment {
    String department;
    String role;
    String due;
  }

  static final class Score {
    String department;
    double score;
  }
}
