package dev.tollbridge.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/** Dependencies between the packages of the rating engine, and what keeps it deterministic. */
@AnalyzeClasses(packages = "dev.tollbridge.core", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String[] PURE = {"dev.tollbridge.core.."};

  @ArchTest
  static final ArchRule arrowsRunOneWay = layeredArchitecture().consideringOnlyDependenciesInLayers()
      .layer("money").definedBy("dev.tollbridge.core.money")
      .layer("tariff").definedBy("dev.tollbridge.core.tariff")
      .layer("engine").definedBy("dev.tollbridge.core.engine")
      .whereLayer("money").mayNotAccessAnyLayer()
      .whereLayer("tariff").mayOnlyAccessLayers("money")
      .whereLayer("engine").mayOnlyAccessLayers("money", "tariff");

  @ArchTest
  static final ArchRule theEngineAndBelowNeedNothingButJava = classes().that().resideInAnyPackage(PURE).should()
      .onlyDependOnClassesThat(resideInAnyPackage(PURE).or(resideInAnyPackage("java..", "org.jspecify..",
          "org.agrona.collections")));

  @ArchTest
  static final ArchRule theEngineAndBelowHaveNoFilesAndNoNetwork = noClasses().that().resideInAnyPackage(PURE).should()
      .dependOnClassesThat(resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.nio.channels..",
          "java.sql..", "java.util.logging.."));

  @ArchTest
  static final ArchRule theEngineAndBelowHaveNoChanceAndNoThreads = noClasses().that().resideInAnyPackage(PURE)
      .should().dependOnClassesThat().haveNameMatching(
          "java\\.time\\.(Clock|InstantSource)|java\\.util\\.(Random|UUID|SplittableRandom|Timer)|java\\.security\\.SecureRandom"
              + "|java\\.util\\.random\\..*|java\\.lang\\.Thread.*|java\\.util\\.concurrent\\.(?!TimeUnit).*");

  /** Another JDK has other tz data. The remaining uses of java.time are arithmetic in UTC. */
  @ArchTest
  static final ArchRule theEngineAndBelowKnowNoTimeZoneButItsOwnTables = noClasses().that().resideInAnyPackage(PURE)
      .should().dependOnClassesThat().haveNameMatching(
          "java\\.time\\.(zone\\..*|ZoneId|ZonedDateTime|OffsetDateTime)|java\\.util\\.(TimeZone|Calendar|Date)");

  @ArchTest
  static final ArchRule theEngineAndBelowHaveNoClock = noClasses().that().resideInAnyPackage(PURE).should()
      .callMethod(System.class, "currentTimeMillis")
      .orShould().callMethod(System.class, "nanoTime")
      .orShould().callMethod(System.class, "identityHashCode", Object.class)
      .orShould().callMethod(Math.class, "random")
      .orShould().callMethod(java.time.Instant.class, "now")
      .orShould().callMethod(java.time.LocalDate.class, "now")
      .orShould().callMethod(java.time.LocalDateTime.class, "now")
      .orShould().callMethod(java.time.OffsetDateTime.class, "now");

  private static final String ENGINE = "dev.tollbridge.core.engine";
  /** The engine's public types that are not values. */
  private static final Set<String> DOORS = Set.of("RatingEngine", "Effects", "UnknownLevelException");

  @ArchTest
  static final ArchRule theEngineShowsValues = classes().that().resideInAPackage(ENGINE).and().arePublic()
      .should(new ArchCondition<>("be records, enums, sealed interfaces, or one of " + DOORS) {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
          boolean value = type.isRecord() || type.isEnum() || type.reflect().isSealed();
          events.add(new SimpleConditionEvent(type, value || DOORS.contains(type.getSimpleName()),
              type.getName() + " is public and not a value"));
        }
      });

  /** Whatever can change is package-private, and no public method exposes such a type. */
  @ArchTest
  static final ArchRule nothingThatChangesLeavesTheEngine = methods().that().areDeclaredInClassesThat(
      resideInAPackage(ENGINE).and(modifier(JavaModifier.PUBLIC))).and().arePublic()
      .should(new ArchCondition<>("name public types of the engine, and no tables of decks") {
        @Override
        public void check(JavaMethod method, ConditionEvents events) {
          Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
              .flatMap(type -> type.getAllInvolvedRawTypes().stream())
              .filter(
                  type -> (type.getPackageName().equals(ENGINE) && !type.getModifiers().contains(JavaModifier.PUBLIC))
                      || type.getSimpleName().equals("Tariff"))
              .forEach(type -> events.add(SimpleConditionEvent.violated(method,
                  method.getFullName() + " gives away " + type.getName())));
        }
      });
}
