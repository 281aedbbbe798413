package dev.tollbridge.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages of the rating engine, and what keeps it deterministic. */
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

  @ArchTest
  static final ArchRule theEngineAndBelowHaveNoClock = noClasses().that().resideInAnyPackage(PURE).should()
      .callMethod(System.class, "currentTimeMillis")
      .orShould().callMethod(System.class, "nanoTime")
      .orShould().callMethod(System.class, "identityHashCode", Object.class)
      .orShould().callMethod(Math.class, "random")
      .orShould().callMethod(java.time.Instant.class, "now")
      .orShould().callMethod(java.time.LocalDate.class, "now")
      .orShould().callMethod(java.time.LocalDateTime.class, "now")
      .orShould().callMethod(java.time.ZonedDateTime.class, "now")
      .orShould().callMethod(java.time.ZoneId.class, "systemDefault");
}
