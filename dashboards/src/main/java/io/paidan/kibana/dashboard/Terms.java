package io.paidan.kibana.dashboard;

import io.paidan.kibana.lens.Buckets;
import io.paidan.kibana.lens.Column;
import io.paidan.kibana.lens.Layer;
import io.paidan.kibana.lens.Measure;
import io.paidan.kibana.lens.MetricChart;
import io.paidan.kibana.lens.Thresholds;
import io.paidan.kibana.object.DataView;
import io.paidan.kibana.object.Text;
import io.paidan.kibana.panel.LensPanel;

/** Parts that dashboards have in common. */
final class Terms {
  static final String DISTRICT_FIELD = "district_name";
  static final String DEPARTMENT_FIELD = "department_name";

  /** Over the number of districts or departments of a prefecture: all of them are shown. */
  static final int ALL_PLACES = 100;

  private Terms() {}

  /** Control of the districts of a county. */
  static Control county(DataView view) {
    return new Control("county", Words.COUNTY, view, "county_name");
  }

  static Control district(DataView view) {
    return new Control("district", Words.DISTRICT, view, DISTRICT_FIELD);
  }

  static Control department(DataView view) {
    return new Control("department", Words.DEPARTMENT, view, DEPARTMENT_FIELD);
  }

  static Control ticketClass(DataView view) {
    return new Control("class", Words.TICKET_CLASS, view, "ticket_class");
  }

  /** The columns of a layer by district, the largest first by a measure. */
  static Column byDistrict(String by) {
    return Buckets.values("district", Words.DISTRICT, DISTRICT_FIELD, ALL_PLACES, by);
  }

  static Column byDepartment(String by) {
    return Buckets.values("department", Words.DEPARTMENT, DEPARTMENT_FIELD, ALL_PLACES, by);
  }

  static Column byDay() {
    return Buckets.time(Words.DATE, "@timestamp", Buckets.DAY);
  }

  /** A large number, in colours or (null) without. */
  static LensPanel number(
      String id, Text description, DataView view, Column measure, Text title, Thresholds colors) {
    return new LensPanel(id, title, description, new MetricChart(new Layer(view, measure), colors));
  }

  /** How many documents a query (null: any) finds, as a large number. */
  static LensPanel count(
      String id, Text title, Text description, DataView view, String kql, Thresholds colors) {
    return number(id, description, view, Measure.count("value", title, kql), title, colors);
  }
}
