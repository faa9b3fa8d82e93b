package io.paidan.flink.figures;

import io.paidan.core.figures.CellKey;
import io.paidan.core.figures.FigureDocuments;
import io.paidan.core.figures.Figures;
import io.paidan.core.figures.Period;
import io.paidan.core.figures.Rollup;
import io.paidan.core.figures.Scope;
import io.paidan.core.figures.ScoreSheet;
import io.paidan.document.Document;
import io.paidan.flink.control.ControlView;
import io.paidan.flink.source.WallClock;
import io.paidan.policy.PolicyVersion;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The figures of months, quarters and years, keyed by the year: of districts, counties and the
 * prefecture, and the marks of departments, ranked (contract, section 3, "department-scores"). Kept
 * by month; a quarter and a year are sums of months.
 */
public final class PeriodFigures extends FigureOperator<FigureChange> {
  private static final long serialVersionUID = 1L;
  private static final char SEPARATOR = ':';

  private transient MapState<String, Integer> marks;

  /** By year, the months and scopes whose documents are to be written, as in the state. */
  private transient Map<Integer, Set<String>> dirty;

  /** The years all of whose marks are to be looked at. */
  private transient Set<Integer> marksToFollow;

  /**
   * The periods whose marks this attempt has written: before, the state may not be what is shown.
   */
  private transient Set<Period> marksWritten;

  private transient Rollup rollup;
  private transient FigureDocuments documents;
  private transient ScoreSheet sheet;

  /**
   * @param clock the wall clock that revisions are read from
   */
  public PeriodFigures(WallClock clock) {
    super(clock);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    marks = context.getKeyedStateStore().getMapState(FigureState.MARKS);
  }

  @Override
  public void open() throws Exception {
    dirty = new HashMap<>();
    marksToFollow = new HashSet<>();
    marksWritten = new HashSet<>();
    super.open();
  }

  @Override
  void controlsChanged() {
    rollup = new Rollup(control.reference());
    documents = new FigureDocuments(control.reference());
    sheet = new ScoreSheet(control.reference());
  }

  @Override
  public void processElement1(StreamRecord<FigureChange> element) {
    gather(element.getValue().year(), element.getValue());
  }

  // ---- figures

  private static String key(int month, Scope scope) {
    return key(month, scope.key());
  }

  private static String key(int month, String scopeKey) {
    return Integer.toString(month) + SEPARATOR + scopeKey;
  }

  private static int month(String key) {
    return Integer.parseInt(key.substring(0, key.indexOf(SEPARATOR)));
  }

  private static Scope scope(String key) {
    return Scope.ofKey(key.substring(key.indexOf(SEPARATOR) + 1));
  }

  @Override
  void apply(int year, Map<CellKey, Gathered> changes) throws Exception {
    Map<String, Figures> differences = new LinkedHashMap<>();
    changes.forEach(
        (cell, change) -> {
          if (!change.cell.isZero() || restored) {
            int month = Period.monthOf(cell.day());
            for (Scope scope : rollup.ofMonth(cell)) {
              differences.computeIfAbsent(key(month, scope), k -> new Figures()).add(change.cell);
            }
          }
        });
    for (Map.Entry<String, Figures> difference : differences.entrySet()) {
      String key = difference.getKey();
      if (difference.getValue().isZero() && !restored) {
        continue;
      }
      Figures sum = Figures.unpack(figures.get(key)).add(difference.getValue());
      if (sum.isZero()) {
        figures.remove(key);
      } else {
        figures.put(key, sum.pack());
      }
      dirtyOf(year).add(key);
    }
  }

  private Set<String> dirtyOf(int year) {
    return dirty.computeIfAbsent(year, y -> new TreeSet<>());
  }

  @Override
  void write(int year) throws Exception {
    Set<String> keys = dirty.remove(year);
    boolean allMarks = marksToFollow.remove(year);
    if (keys == null && !allMarks) {
      return;
    }
    long revision = nextRevision();
    Map<Scope, Set<Period>> areas = new LinkedHashMap<>();
    // With the departments that have come to be touched.
    Map<Period, Set<String>> sheets = new LinkedHashMap<>();
    if (keys != null) {
      for (String key : keys) {
        Scope scope = scope(key);
        for (Period period : Period.of(month(key))) {
          if (scope.kind() == Scope.Kind.DEPARTMENT) {
            sheets.computeIfAbsent(period, p -> new TreeSet<>()).add(scope.id());
          } else {
            areas.computeIfAbsent(scope, s -> new LinkedHashSet<>()).add(period);
          }
        }
      }
    }
    if (allMarks) {
      for (String key : figures.keys()) {
        if (scope(key).kind() == Scope.Kind.DEPARTMENT) {
          Period.of(month(key)).forEach(p -> sheets.computeIfAbsent(p, q -> new TreeSet<>()));
        }
      }
    }
    for (Map.Entry<Scope, Set<Period>> area : areas.entrySet()) {
      for (Period period : area.getValue()) {
        emit(documents.document(area.getKey(), period, sum(area.getKey(), period), revision));
      }
    }
    if (!sheets.isEmpty()) {
      writeMarks(sheets, revision);
    }
  }

  private Figures sum(Scope scope, Period period) throws Exception {
    Figures sum = new Figures();
    for (int month : period.months()) {
      byte[] packed = figures.get(key(month, scope));
      if (packed != null) {
        sum.add(Figures.unpack(packed));
      }
    }
    return sum;
  }

  private void writeMarks(Map<Period, Set<String>> sheets, long revision) throws Exception {
    Set<String> departments = new TreeSet<>();
    for (String key : figures.keys()) {
      Scope scope = scope(key);
      if (scope.kind() == Scope.Kind.DEPARTMENT) {
        departments.add(scope.id());
      }
    }
    for (Map.Entry<Period, Set<String>> touched : sheets.entrySet()) {
      Period period = touched.getKey();
      Map<String, Figures> counted = new TreeMap<>();
      for (String department : departments) {
        Figures sum = sum(Scope.department(department), period);
        if (!sum.isZero()) {
          counted.put(department, sum);
        }
      }
      writeMarks(period, touched.getValue(), counted, revision);
    }
  }

  /** One department's mark moves the ranks of others: what says the same is not written again. */
  private void writeMarks(
      Period period, Set<String> touched, Map<String, Figures> departments, long revision)
      throws Exception {
    long now = watermark() == Long.MIN_VALUE ? wallClock() : watermark();
    boolean sure = !restored || !marksWritten.add(period);
    Map<String, Integer> present = new HashMap<>();
    for (Document mark : sheet.documents(period, departments, control.policies(), now, 0)) {
      present.put(mark.id(), Arrays.hashCode(mark.body()));
    }
    for (Document mark : sheet.documents(period, departments, control.policies(), now, revision)) {
      Integer says = present.get(mark.id());
      if (!sure || !says.equals(marks.get(mark.id()))) {
        marks.put(mark.id(), says);
        emit(mark);
      }
    }
    Set<String> gone = new TreeSet<>();
    for (String id : marks.keys()) {
      if (id.endsWith("/" + period.text())) {
        gone.add(id);
      }
    }
    if (restored) {
      touched.forEach(department -> gone.add(ScoreSheet.id(department, period)));
    }
    gone.removeAll(present.keySet());
    for (String id : gone) {
      marks.remove(id);
      emit(ScoreSheet.deletion(id, revision));
    }
  }

  // ---- policies, names, time

  @Override
  void followControls(int year, ControlView before) throws Exception {
    if (hasOtherNames(before)) {
      applyGathered(year);
      if (before != null) {
        forgetPrefecture(year, before);
      }
      countCountiesAnew(year);
      for (String key : figures.keys()) {
        dirtyOf(year).add(key);
      }
    }
    marksToFollow.add(year);
  }

  private void forgetPrefecture(int year, ControlView before) throws Exception {
    FigureDocuments earlier = new FigureDocuments(before.reference());
    if (earlier.scopeId(Scope.PREFECTURE).equals(documents.scopeId(Scope.PREFECTURE))) {
      return;
    }
    Set<Period> periods = new LinkedHashSet<>();
    for (String key : figures.keys()) {
      if (scope(key).kind() == Scope.Kind.PREFECTURE) {
        periods.addAll(Period.of(month(key)));
      }
    }
    long revision = nextRevision();
    for (Period period : periods) {
      emit(earlier.document(Scope.PREFECTURE, period, new Figures(), revision));
    }
  }

  private void countCountiesAnew(int year) throws Exception {
    Map<String, Figures> counties = new TreeMap<>();
    for (Map.Entry<String, byte[]> entry : figures.entries()) {
      Scope scope = scope(entry.getKey());
      if (scope.kind() == Scope.Kind.COUNTY) {
        counties.computeIfAbsent(entry.getKey(), k -> new Figures());
      }
      String county = rollup.countyOf(scope, Period.Type.MONTH);
      if (county != null) {
        counties
            .computeIfAbsent(key(month(entry.getKey()), Scope.county(county)), k -> new Figures())
            .add(Figures.unpack(entry.getValue()));
      }
    }
    for (Map.Entry<String, Figures> county : counties.entrySet()) {
      dirtyOf(year).add(county.getKey());
      if (county.getValue().isZero()) {
        figures.remove(county.getKey());
      } else {
        figures.put(county.getKey(), county.getValue().pack());
      }
    }
  }

  /**
   * Where a policy version comes into force, its weights count for the periods that run; and before
   * there was time, the wall clock stood for it.
   */
  @Override
  void timeGoesOn(long before) throws Exception {
    if (before == Long.MIN_VALUE) {
      forAllKeys(marksToFollow::add);
      return;
    }
    for (PolicyVersion version : control.policies().versions()) {
      if (version.effectiveFrom() > before && version.effectiveFrom() <= watermark()) {
        forAllKeys(marksToFollow::add);
        return;
      }
    }
  }
}
