package io.paidan.flink.figures;

import io.paidan.core.figures.Causes;
import io.paidan.core.figures.CellKey;
import io.paidan.core.figures.FigureDocuments;
import io.paidan.core.figures.Figures;
import io.paidan.core.figures.Period;
import io.paidan.core.figures.ReportDocuments;
import io.paidan.core.figures.ReportTimes;
import io.paidan.core.figures.Rollup;
import io.paidan.core.figures.Scope;
import io.paidan.flink.control.ControlView;
import io.paidan.flink.source.WallClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The figures of local dates, keyed by the date: of districts, departments, departments in
 * districts, counties and the prefecture; and what of them is published (contract, section 3,
 * "district-daily" to "reports").
 *
 * <p>A date is published when it has ended and the settling time is over, and again, corrected,
 * when nothing more has changed its published figures for the settling time, or a day after the
 * first change. Times are event time: a replay publishes as the live run did.
 */
public final class DailyFigures extends FigureOperator<DayInput>
    implements Triggerable<Integer, VoidNamespace> {
  private static final long serialVersionUID = 1L;

  /** A date whose published figures go on changing is corrected this often. */
  static final Duration LONGEST_CHANGE = Duration.ofDays(1);

  /** How long nothing more must have come of a date that is late. */
  static final Duration LATE_QUIET = Duration.ofSeconds(10);

  private transient MapState<String, byte[]> published;
  private transient MapState<String, byte[]> causes;
  private transient ValueState<Long> publishedAsOf;
  private transient ValueState<Long> publishAt;
  private transient ValueState<Long> unsettledSince;
  private transient InternalTimerService<VoidNamespace> publishing;

  /** By date, the keys of scopes whose documents are to be written. */
  private transient Map<Integer, Set<String>> dirty;

  private transient Rollup rollup;
  private transient FigureDocuments documents;
  private transient ReportDocuments reports;
  private transient ReportTimes times;
  private transient Counter reportsPublished;

  /**
   * @param clock the wall clock of revisions and of when something was published
   */
  public DailyFigures(WallClock clock) {
    super(clock);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    published = context.getKeyedStateStore().getMapState(FigureState.PUBLISHED);
    causes = context.getKeyedStateStore().getMapState(FigureState.CAUSES);
    publishedAsOf = context.getKeyedStateStore().getState(FigureState.PUBLISHED_AS_OF);
    publishAt = context.getKeyedStateStore().getState(FigureState.PUBLISH_AT);
    unsettledSince = context.getKeyedStateStore().getState(FigureState.UNSETTLED_SINCE);
  }

  @Override
  public void open() throws Exception {
    dirty = new HashMap<>();
    super.open();
    publishing =
        getInternalTimerService(FigureState.PUBLISHING, VoidNamespaceSerializer.INSTANCE, this);
    reportsPublished = metrics.counter("reports_published");
  }

  @Override
  void controlsChanged() {
    rollup = new Rollup(control.reference());
    documents = new FigureDocuments(control.reference());
    reports = new ReportDocuments(control.reference());
    times = new ReportTimes(control.policies(), control.reference().zone());
  }

  @Override
  public void processElement1(StreamRecord<DayInput> element) throws Exception {
    DayInput input = element.getValue();
    if (input.change() != null) {
      gather(input.day(), input.change());
      // Now and not when it is applied: a replay goes through days within that second.
      publishLater(input.day());
    } else {
      adopt(input.day(), input.report());
    }
  }

  // ---- figures

  @Override
  void apply(int day, Map<CellKey, Gathered> changes) throws Exception {
    Map<Scope, Figures> differences = new LinkedHashMap<>();
    Map<Scope, Causes> why = new HashMap<>();
    changes.forEach(
        (key, change) -> {
          if (change.cell.isZero() && !restored) {
            return;
          }
          for (Scope scope : rollup.ofDay(key)) {
            differences.computeIfAbsent(scope, s -> new Figures()).add(change.cell);
            Causes told = scope.isArea() ? change.areaCauses : change.causes;
            if (told.count() > 0) {
              why.computeIfAbsent(scope, s -> new Causes()).add(told);
            }
          }
        });
    for (Map.Entry<Scope, Figures> difference : differences.entrySet()) {
      if (add(difference.getKey().key(), difference.getValue())) {
        dirtyOf(day).add(difference.getKey().key());
      }
    }
    for (Map.Entry<Scope, Causes> more : why.entrySet()) {
      String key = more.getKey().key();
      if (ReportDocuments.isPublished(more.getKey())) {
        causes.put(key, Causes.unpack(causes.get(key)).add(more.getValue()).pack());
      }
    }
  }

  /**
   * Whether there is anything to write: not where nothing was counted before and is not now, unless
   * another attempt may have counted something in between.
   */
  private boolean add(String key, Figures difference) throws Exception {
    byte[] packed = figures.get(key);
    Figures sum = Figures.unpack(packed).add(difference);
    if (!sum.isZero()) {
      figures.put(key, sum.pack());
    } else if (packed != null) {
      figures.remove(key);
    }
    return restored || packed != null || !sum.isZero();
  }

  private Set<String> dirtyOf(int day) {
    return dirty.computeIfAbsent(day, d -> new TreeSet<>());
  }

  @Override
  void write(int day) throws Exception {
    Set<String> keys = dirty.remove(day);
    if (keys == null) {
      return;
    }
    long revision = nextRevision();
    Period period = Period.day(day);
    for (String key : keys) {
      Figures sum = Figures.unpack(figures.get(key));
      emit(documents.document(Scope.ofKey(key), period, sum, revision));
    }
  }

  // ---- policies and names

  @Override
  void followControls(int day, ControlView before) throws Exception {
    if (hasOtherNames(before)) {
      applyGathered(day);
      if (before != null) {
        forgetPrefecture(day, before);
      }
      countCountiesAnew(day);
      for (String key : figures.keys()) {
        dirtyOf(day).add(key);
      }
    }
    moveFirstPublication(day);
  }

  /** The document of a prefecture that is called by another id now. */
  private void forgetPrefecture(int day, ControlView before) throws Exception {
    FigureDocuments earlier = new FigureDocuments(before.reference());
    if (!earlier.scopeId(Scope.PREFECTURE).equals(documents.scopeId(Scope.PREFECTURE))) {
      emit(earlier.document(Scope.PREFECTURE, Period.day(day), new Figures(), nextRevision()));
    }
  }

  private void countCountiesAnew(int day) throws Exception {
    Map<String, Figures> counties = new TreeMap<>();
    for (Map.Entry<String, byte[]> entry : figures.entries()) {
      Scope scope = Scope.ofKey(entry.getKey());
      if (scope.kind() == Scope.Kind.COUNTY) {
        counties.computeIfAbsent(entry.getKey(), k -> new Figures());
      }
      String county = rollup.countyOf(scope, Period.Type.DAY);
      if (county != null) {
        counties
            .computeIfAbsent(Scope.county(county).key(), k -> new Figures())
            .add(Figures.unpack(entry.getValue()));
      }
    }
    boolean changed = false;
    for (Map.Entry<String, Figures> county : counties.entrySet()) {
      String key = county.getKey();
      byte[] counted = county.getValue().isZero() ? null : county.getValue().pack();
      changed |= !Arrays.equals(figures.get(key), counted);
      dirtyOf(day).add(key);
      if (counted == null) {
        figures.remove(key);
      } else {
        figures.put(key, counted);
      }
    }
    if (changed) {
      publishLater(day);
    }
  }

  // ---- reports

  private void publishLater(int day) throws Exception {
    Long asOf = publishedAsOf.value();
    if (asOf == null && times.publishAt(day) > watermark()) {
      publishAt(times.publishAt(day));
      return;
    }
    Long since = unsettledSince.value();
    if (since == null) {
      since = asOf == null ? watermark() : Math.max(asOf, watermark());
      unsettledSince.update(since);
    }
    long now = Math.max(since, watermark());
    if (asOf == null) {
      // Heard of only after it should have been published: a history that is being read in, of
      // which the first ticket would be published alone.
      publishAt(Math.min(since + times.settling(since), now + LATE_QUIET.toMillis()));
    } else {
      publishAt(Math.min(since + LONGEST_CHANGE.toMillis(), now + times.settling(now)));
    }
  }

  /** The policies in force, or the zone, may say another time than when it was set. */
  private void moveFirstPublication(int day) throws Exception {
    if (publishAt.value() != null
        && publishedAsOf.value() == null
        && unsettledSince.value() == null) {
      publishAt(times.publishAt(day));
    }
  }

  private void publishAt(long at) throws Exception {
    Long earlier = publishAt.value();
    if (earlier != null) {
      if (earlier == at) {
        return;
      }
      publishing.deleteEventTimeTimer(VoidNamespace.INSTANCE, earlier);
    }
    publishAt.update(at);
    publishing.registerEventTimeTimer(VoidNamespace.INSTANCE, at);
  }

  @Override
  public void onEventTime(InternalTimer<Integer, VoidNamespace> timer) throws Exception {
    int day = timer.getKey();
    moveFirstPublication(day);
    Long at = publishAt.value();
    if (at == null || at > watermark()) {
      return; // it was moved
    }
    publishAt.clear();
    unsettledSince.clear();
    applyGathered(day);
    publish(day);
    publishedAsOf.update(watermark());
    writeLater();
  }

  @Override
  public void onProcessingTime(InternalTimer<Integer, VoidNamespace> timer) {
    throw new IllegalStateException("Figures are published by event time");
  }

  private void publish(int day) throws Exception {
    Set<String> keys = new TreeSet<>();
    figures.keys().forEach(keys::add);
    published.keys().forEach(keys::add);
    for (String key : keys) {
      Scope scope = Scope.ofKey(key);
      if (ReportDocuments.isPublished(scope)) {
        publish(day, scope, key);
      }
    }
    causes.clear();
  }

  private void publish(int day, Scope scope, String key) throws Exception {
    Figures sum = Figures.unpack(figures.get(key));
    Published last = Published.unpack(published.get(key));
    byte[] now = reports.figures(scope, sum);
    if (last != null && Arrays.equals(last.figures(), now)) {
      return;
    }
    int number = last == null ? 0 : last.number() + 1;
    byte[] earlier = last == null ? null : last.figures();
    Causes why = last == null ? new Causes() : Causes.unpack(causes.get(key));
    emit(reports.report(scope, day, number, sum, earlier, why, wallClock(), watermark()));
    published.put(key, new Published(number, now).pack());
    reportsPublished.inc();
  }

  /**
   * What an earlier attempt, or an earlier run from nothing, has said stays said: until time is
   * where it was then, the figures may be older ones and correct nothing.
   */
  private void adopt(int day, ReportRead report) throws Exception {
    Published last = Published.unpack(published.get(report.scopeKey()));
    if (last == null
        || last.number() < report.number()
        || (last.number() == report.number() && !Arrays.equals(last.figures(), report.figures()))) {
      published.put(report.scopeKey(), new Published(report.number(), report.figures()).pack());
      Long asOf = publishedAsOf.value();
      publishedAsOf.update(asOf == null ? report.asOf() : Math.max(asOf, report.asOf()));
      Long at = publishAt.value();
      if (at == null || at <= report.asOf()) {
        unsettledSince.clear();
        publishLater(day);
      }
    }
  }
}
