package dev.tollbridge.server;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Tag;

/** The arrows between the server's packages. */
@AnalyzeClasses(packages = {"dev.tollbridge.server", "dev.tollbridge.core"},
    importOptions = ImportOption.DoNotIncludeTests.class)
@Tag("slow")
final class ArchitectureTest {
  private static final String SERVER = "dev.tollbridge.server";
  private static final String CORE = "dev.tollbridge.core";

  @ArchTest
  static final ArchRule arrowsRunOneWay = layeredArchitecture().consideringOnlyDependenciesInLayers()
      .withOptionalLayers(true)
      .layer("core").definedBy(CORE + "..")
      .layer("storage").definedBy(SERVER + ".storage")
      .layer("worker").definedBy(SERVER + ".worker")
      .layer("record").definedBy(SERVER + ".record")
      .layer("metrics").definedBy(SERVER + ".metrics")
      .layer("log").definedBy(SERVER + ".log")
      .layer("shard").definedBy(SERVER + ".shard")
      .layer("audit").definedBy(SERVER + ".audit")
      .layer("rpc").definedBy(SERVER + ".rpc")
      .layer("security").definedBy(SERVER + ".security")
      .layer("bridge").definedBy(SERVER + ".bridge")
      .layer("api").definedBy(SERVER + ".api")
      .layer("wiring").definedBy(SERVER)
      .whereLayer("storage").mayNotAccessAnyLayer()
      .whereLayer("worker").mayNotAccessAnyLayer()
      .whereLayer("record").mayOnlyAccessLayers("core", "storage", "worker")
      .whereLayer("metrics").mayOnlyAccessLayers("core", "storage")
      .whereLayer("log").mayOnlyAccessLayers("core", "storage", "worker")
      .whereLayer("shard").mayOnlyAccessLayers("core", "storage", "worker", "log", "record",
          "metrics")
      .whereLayer("audit").mayOnlyAccessLayers("core", "storage", "log", "record")
      .whereLayer("audit").mayOnlyBeAccessedByLayers("wiring")
      .whereLayer("rpc").mayOnlyAccessLayers("core", "log", "record")
      .whereLayer("rpc").mayOnlyBeAccessedByLayers("bridge", "api", "security", "wiring")
      .whereLayer("security").mayOnlyAccessLayers("core", "storage", "worker", "metrics", "rpc")
      .whereLayer("security").mayOnlyBeAccessedByLayers("bridge", "api", "wiring")
      .whereLayer("bridge").mayOnlyAccessLayers("core", "worker", "shard", "record", "metrics", "rpc",
          "security")
      .whereLayer("bridge").mayOnlyBeAccessedByLayers("api", "wiring")
      .whereLayer("api").mayOnlyAccessLayers("core", "worker", "shard", "record", "metrics", "rpc",
          "bridge", "security")
      .whereLayer("api").mayOnlyBeAccessedByLayers("wiring")
      .whereLayer("wiring").mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule noPackagesDependOnEachOther = slices().matching(SERVER + ".(*)..").should().beFreeOfCycles();
}
