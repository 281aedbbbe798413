package dev.tollbridge.simulator.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The dependencies between the simulator's packages, and the independence of its rater from the server. */
@AnalyzeClasses(packages = "dev.tollbridge.simulator", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String SIMULATOR = "dev.tollbridge.simulator";

  @ArchTest
  static final ArchRule arrowsRunOneWay = layeredArchitecture().consideringOnlyDependenciesInLayers()
      .layer("sample").definedBy(SIMULATOR + ".sample")
      .layer("output").definedBy(SIMULATOR + ".output")
      .layer("rater").definedBy(SIMULATOR + ".rater")
      .layer("scenario").definedBy(SIMULATOR + ".scenario")
      .layer("verify").definedBy(SIMULATOR + ".verify")
      .layer("report").definedBy(SIMULATOR + ".report")
      .layer("load").definedBy(SIMULATOR + ".load")
      .layer("usage").definedBy(SIMULATOR + ".usage")
      .layer("cdr").definedBy(SIMULATOR + ".cdr")
      .layer("replay").definedBy(SIMULATOR + ".replay")
      .layer("compare").definedBy(SIMULATOR + ".compare")
      .layer("cli").definedBy(SIMULATOR + ".cli")
      .whereLayer("sample").mayNotAccessAnyLayer()
      .whereLayer("output").mayNotAccessAnyLayer()
      .whereLayer("rater").mayOnlyAccessLayers("sample")
      .whereLayer("scenario").mayOnlyAccessLayers("sample")
      .whereLayer("verify").mayOnlyAccessLayers("sample", "rater", "scenario")
      .whereLayer("report").mayOnlyAccessLayers("sample", "output", "scenario", "verify")
      .whereLayer("load").mayOnlyAccessLayers("sample", "output", "rater", "scenario", "verify", "report")
      .whereLayer("usage").mayOnlyAccessLayers("sample")
      .whereLayer("cdr").mayOnlyAccessLayers("sample", "rater", "usage")
      .whereLayer("replay").mayOnlyAccessLayers("sample", "output", "rater", "usage")
      .whereLayer("compare").mayOnlyAccessLayers("sample", "output", "rater", "usage")
      .whereLayer("cli").mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule noPackagesDependOnEachOther = slices().matching(SIMULATOR + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nothingIsSharedWithTheServer = noClasses().should()
      .dependOnClassesThat().resideInAnyPackage("dev.tollbridge.core..", "dev.tollbridge.server..",
          "dev.tollbridge.cli..");
}
