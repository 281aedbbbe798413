package dev.tollbridge.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the server's packages, and what keeps the engine deterministic. */
@AnalyzeClasses(packages = "dev.tollbridge.server", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String SERVER = "dev.tollbridge.server";
  private static final String[] PURE = {SERVER + ".money", SERVER + ".tariff", SERVER + ".account", SERVER + ".leg",
    SERVER + ".engine"};

  @ArchTest
  static final ArchRule arrowsRunOneWay = layeredArchitecture().consideringOnlyDependenciesInLayers()
      .withOptionalLayers(true)
      .layer("money").definedBy(SERVER + ".money")
      .layer("tariff").definedBy(SERVER + ".tariff")
      .layer("account").definedBy(SERVER + ".account")
      .layer("leg").definedBy(SERVER + ".leg")
      .layer("engine").definedBy(SERVER + ".engine")
      .layer("record").definedBy(SERVER + ".record")
      .layer("metrics").definedBy(SERVER + ".metrics")
      .layer("log").definedBy(SERVER + ".log")
      .layer("shard").definedBy(SERVER + ".shard")
      .layer("audit").definedBy(SERVER + ".audit")
      .layer("api").definedBy(SERVER + ".api")
      .layer("wiring").definedBy(SERVER)
      .whereLayer("money").mayNotAccessAnyLayer()
      .whereLayer("tariff").mayOnlyAccessLayers("money")
      .whereLayer("account").mayOnlyAccessLayers("money")
      .whereLayer("leg").mayOnlyAccessLayers("money", "tariff", "account")
      .whereLayer("engine").mayOnlyAccessLayers("money", "tariff", "account", "leg")
      .whereLayer("record").mayOnlyAccessLayers("money", "tariff", "account", "leg", "engine")
      .whereLayer("metrics").mayOnlyAccessLayers("money", "tariff", "account", "leg", "engine")
      .whereLayer("log").mayOnlyAccessLayers("money", "tariff", "account", "leg", "engine")
      .whereLayer("shard").mayOnlyAccessLayers("money", "tariff", "account", "leg", "engine", "log", "record",
          "metrics")
      .whereLayer("audit").mayOnlyAccessLayers("money", "tariff", "account", "leg", "engine", "log", "record")
      .whereLayer("audit").mayOnlyBeAccessedByLayers("wiring")
      .whereLayer("api").mayOnlyAccessLayers("money", "tariff", "account", "leg", "engine", "log", "shard", "record",
          "metrics")
      .whereLayer("api").mayOnlyBeAccessedByLayers("wiring")
      .whereLayer("wiring").mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule noPackagesDependOnEachOther = slices().matching(SERVER + ".(*)..").should().beFreeOfCycles();

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
