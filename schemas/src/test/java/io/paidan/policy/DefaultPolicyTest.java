package io.paidan.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paidan.SharedFiles;
import io.paidan.event.TicketClass;
import io.paidan.policy.CalendarSpec.Hours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultPolicyTest {
  private final PolicyVersion policy = DefaultPolicy.load().versions().get(0);
  private final CalendarSpec office = policy.calendars().get(0);

  @ParameterizedTest
  @CsvSource({
    "DISPATCH, EMERGENCY, PT10M, always",
    "ACCEPT, EMERGENCY, PT10M, always",
    "ARRIVE, EMERGENCY, PT30M, always",
    "RESOLVE, EMERGENCY, PT24H, always",
    "FEEDBACK, EMERGENCY, 3 working days, office",
    "TOTAL, EMERGENCY, PT26H, always",
    "DISPATCH, ROUTINE, PT4H, office",
    "ACCEPT, ROUTINE, PT4H, office",
    "ARRIVE, ROUTINE,,",
    "RESOLVE, ROUTINE, 5 working days, office",
    "FEEDBACK, ROUTINE, 3 working days, office",
    "TOTAL, ROUTINE, 7 working days, office",
    "DISPATCH, KEY, PT8H, office",
    "ACCEPT, KEY, PT8H, office",
    "ARRIVE, KEY,,",
    "RESOLVE, KEY, 30 working days, office",
    "FEEDBACK, KEY, 3 working days, office",
    "TOTAL, KEY, 35 working days, office",
    "DISPATCH,,,",
    "FEEDBACK,, 3 working days, office",
  })
  void holdsTheLimitsOfTheContract(
      ClockType clock, TicketClass ticketClass, String limit, String calendar) {
    Target target = policy.choose(clock, ticketClass, null, "fuxin", "fire");
    assertThat(target == null ? null : target.limit().text()).isEqualTo(limit);
    assertThat(target == null ? null : target.calendar()).isEqualTo(calendar);
  }

  @Test
  void isOneVersionThatHasLongBeenInForce() {
    assertThat(DefaultPolicy.load().versions()).hasSize(1);
    assertThat(policy.id()).isEqualTo("changji");
    assertThat(policy.version()).isEqualTo(1);
    assertThat(policy.open()).isFalse();
    assertThat(policy.effectiveFrom())
        .isEqualTo(java.time.Instant.parse("2019-12-31T16:00:00Z").toEpochMilli());
    assertThat(policy.score().street()).isEqualTo(0.2);
    assertThat(policy.reportAfterMs()).isEqualTo(PolicyVersion.DEFAULT_REPORT_AFTER_MS);
  }

  @Test
  void knowsTheHoursOfBothSeasons() {
    assertThat(office.hoursOn(LocalDate.of(2026, 7, 1)))
        .containsExactly(new Hours(570, 810), new Hours(960, 1200));
    assertThat(office.hoursOn(LocalDate.of(2026, 12, 1)))
        .containsExactly(new Hours(600, 840), new Hours(930, 1170));
    assertThat(office.hoursOn(LocalDate.of(2026, 2, 17))).as("Spring Festival").isEmpty();
    assertThat(office.hoursOn(LocalDate.of(2026, 2, 14))).as("make-up Saturday").hasSize(2);
  }

  @Test
  void saysOfEveryDayWhatIsPublished() throws IOException {
    Path folder = SharedFiles.get("data/holidays");
    List<Path> files =
        IntStream.rangeClosed(2023, 2026).mapToObj(y -> folder.resolve(y + ".json")).toList();
    Map<LocalDate, Boolean> published = HolidayFile.read(files);
    LocalDate.of(2023, 1, 1)
        .datesUntil(LocalDate.of(2027, 1, 1))
        .forEach(
            date -> {
              boolean weekend = date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
              boolean off = published.getOrDefault(date, weekend);
              assertThat(office.hoursOn(date)).as("%s", date).hasSize(off ? 0 : 2);
            });
  }

  @Test
  void printsHolidayFilesAsACalendarWantsThem(@TempDir Path folder) throws IOException {
    Path year = folder.resolve("2026.json");
    Files.writeString(
        year,
        """
        {"year":2026,"days":[{"name":"元旦","date":"2026-01-01","isOffDay":true},
         {"name":"元旦","date":"2026-01-04","isOffDay":false},
         {"name":"春节","date":"2026-02-14","isOffDay":false}]}
        """);
    Path next =
        Files.writeString(
            folder.resolve("2027.json"),
            """
        {"days":[{"date":"2026-12-31","isOffDay":true}]}
        """);
    PolicyVersion read =
        Policies.only(
            """
            {"id":"p","version":1,"effectiveFrom":"2026-01-01T00:00:00Z","targets":[],
             "calendars":[{"id":"c","zone":"Asia/Shanghai",
               "seasons":[{"from":"01-01","to":"12-31","hours":{"MON":["09:00-10:00"],"FRI":["09:00-11:00"]}}],
               %s}]}
            """
                .formatted(HolidayFile.print(HolidayFile.read(List.of(next, year)))));
    CalendarSpec calendar = read.calendars().get(0);
    assertThat(calendar.holidays())
        .containsExactly(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31));
    assertThat(calendar.hoursOn(LocalDate.of(2026, 1, 4))).containsExactly(new Hours(540, 600));
    assertThat(calendar.hoursOn(LocalDate.of(2026, 2, 14))).containsExactly(new Hours(540, 660));
  }

  @Test
  void refusesHolidayFilesThatDisagreeOrCannotBeRead(@TempDir Path folder) throws IOException {
    Path off =
        Files.writeString(
            folder.resolve("a.json"), "{\"days\":[{\"date\":\"2026-01-01\",\"isOffDay\":true}]}");
    Path on =
        Files.writeString(
            folder.resolve("b.json"), "{\"days\":[{\"date\":\"2026-01-01\",\"isOffDay\":false}]}");
    Path broken =
        Files.writeString(
            folder.resolve("c.json"), "{\"days\":[{\"date\":\"1 May\",\"isOffDay\":1},{}]}");
    assertThatThrownBy(() -> HolidayFile.read(List.of(off, on)))
        .isInstanceOf(IOException.class)
        .hasMessage(on + ":1:10 /days/0 2026-01-01 is off in one place and at work in another");
    assertThatThrownBy(() -> HolidayFile.read(List.of(broken)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(broken + ":1:37 /days/0/isOffDay must be true or false")
        .hasMessageEndingWith("(and 2 more)");
  }
}
