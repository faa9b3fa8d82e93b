package io.paidan.board;

import com.fasterxml.jackson.databind.JsonNode;
import io.paidan.board.Overview.OverdueList;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * Everything that the board asks Elasticsearch, and the only place that does: what a figure means
 * is decided here (names: contract, section 3). Used by one thread at a time.
 *
 * <p>An overview takes two requests: the figures with the clocks that have been overdue longest,
 * then those tickets themselves. A ticket is listed only when its own document says that it is
 * overdue, so list and figures never contradict each other for longer than one refresh.
 */
public final class BoardQueries implements AutoCloseable {
  /** At most this many overdue tickets are listed. */
  public static final int LISTED = 100;

  private final SourceClient source;
  private final ZoneId zone;

  public BoardQueries(BoardOptions options) {
    this.source = new SourceClient(options);
    this.zone = options.zone();
  }

  /**
   * The figures as of now.
   *
   * @throws SourceException when they cannot be had whole: a part of them would mislead
   */
  public Overview overview(Instant now) throws SourceException {
    LocalDate date = LocalDate.ofInstant(now, zone);
    JsonNode first = source.search(Searches.figuresAndCandidates(date, zone));
    List<String> ids = Answers.candidates(first);
    Overview.Figures figures = Answers.figures(first);
    if (ids.isEmpty()) {
      return new Overview(date, figures, new OverdueList(figures.overdue().total(), List.of()));
    }
    JsonNode second = source.search(Searches.overdueTickets(ids));
    return new Overview(
        date, figures, new OverdueList(figures.overdue().total(), Answers.overdueTickets(second)));
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
