package io.paidan;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

/**
 * Which way dependencies point: schemas ← jobs ← local, schemas ← dashboards ← local, schemas ←
 * relay ← local, and the core knows nothing of what it runs in.
 */
@AnalyzeClasses(packages = "io.paidan", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ANY = "io.paidan..";
  private static final String CORE = "io.paidan.core..";

  private static final String[] SCHEMAS = {
    "io.paidan",
    "io.paidan.document..",
    "io.paidan.event..",
    "io.paidan.json..",
    "io.paidan.policy..",
    "io.paidan.reference..",
    "io.paidan.tls.."
  };
  private static final String[] JOBS = {
    CORE, "io.paidan.analytics..", "io.paidan.flink..", "io.paidan.index..", "io.paidan.kafka.."
  };
  private static final String[] DASHBOARDS = {"io.paidan.board..", "io.paidan.kibana.."};
  private static final String[] RELAY = {"io.paidan.relay.."};
  private static final String[] LOCAL = {
    "io.paidan.cli..",
    "io.paidan.importer..",
    "io.paidan.local..",
    "io.paidan.replay..",
    "io.paidan.simulator..",
    "io.paidan.stack..",
    "io.paidan.topics.."
  };

  private static final String[] ENGINES = {
    "org.apache.flink..", "org.apache.kafka..", "co.elastic..", "org.elasticsearch.."
  };
  private static final String DATABIND = "com.fasterxml.jackson.databind..";

  private static String[] all(String[]... groups) {
    return Arrays.stream(groups).flatMap(Arrays::stream).toArray(String[]::new);
  }

  /** Else a new package would be under no rule. */
  @ArchTest
  static final ArchRule everyPackageIsOneOfAModule =
      classes().should().resideInAnyPackage(all(SCHEMAS, JOBS, DASHBOARDS, RELAY, LOCAL));

  @ArchTest
  static final ArchRule theCoreIsPlainJava =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(ENGINES)
                  .or(resideInAPackage(DATABIND))
                  .or(
                      resideInAPackage(ANY)
                          .and(resideOutsideOfPackages(all(SCHEMAS, new String[] {CORE})))));

  @ArchTest
  static final ArchRule schemasKnowNobody =
      noClasses()
          .that()
          .resideInAnyPackage(SCHEMAS)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(ENGINES)
                  .or(resideInAPackage(DATABIND))
                  .or(resideInAPackage(ANY).and(resideOutsideOfPackages(SCHEMAS))));

  @ArchTest
  static final ArchRule jobsKnowSchemasOnly =
      noClasses()
          .that()
          .resideInAnyPackage(JOBS)
          .should()
          .dependOnClassesThat(
              resideInAPackage(ANY).and(resideOutsideOfPackages(all(SCHEMAS, JOBS))));

  @ArchTest
  static final ArchRule dashboardsKnowSchemasOnly =
      noClasses()
          .that()
          .resideInAnyPackage(DASHBOARDS)
          .should()
          .dependOnClassesThat(
              resideInAPackage(ANY).and(resideOutsideOfPackages(all(SCHEMAS, DASHBOARDS))));

  /** People must hear of an alert also where there is no Flink and no Elasticsearch. */
  @ArchTest
  static final ArchRule theRelayKnowsSchemasAndKafkaClientsOnly =
      noClasses()
          .that()
          .resideInAnyPackage(RELAY)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.apache.flink..", "co.elastic..", "org.elasticsearch..")
                  .or(resideInAPackage(DATABIND))
                  .or(resideInAPackage(ANY).and(resideOutsideOfPackages(all(SCHEMAS, RELAY)))));

  @ArchTest
  static final ArchRule theRelayHasNoCycles =
      slices().matching("io.paidan.relay.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theCoreHasNoCycles =
      slices().matching("io.paidan.core.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule whatIsAroundFlinkHasNoCycles =
      slices().matching("io.paidan.flink.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noTwoPartsKnowEachOther =
      slices().matching("io.paidan.(*)..").should().beFreeOfCycles();
}
