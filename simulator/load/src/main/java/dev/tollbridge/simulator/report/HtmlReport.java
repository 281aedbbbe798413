package dev.tollbridge.simulator.report;

import dev.tollbridge.simulator.output.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The report for people: one HTML file that needs no other. */
final class HtmlReport {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");
  private static final String CHART_VERSION = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
  private static final String CHARTS = "/META-INF/resources/webjars/uplot/%s/dist/%s";
  private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  private HtmlReport() {}

  static String of(RunDescription description, RunReport report, Assessment assessment) {
    ChartData charts = new ChartData(report);
    Map<String, String> parts = new LinkedHashMap<>();
    head(parts, description, report, assessment);
    HtmlTables tables = new HtmlTables(description, report, assessment);
    parts.put("cards", tables.cards());
    parts.put("findings", tables.findings());
    parts.put("latencies", tables.latencies());
    parts.put("counts", tables.counts());
    parts.put("outcomes", tables.outcomes());
    parts.put("settings", tables.settings());
    parts.put("points", points(charts.secondsPerPoint()));
    parts.put("data", Json.inScript(charts.columns()));
    assets(parts);
    return fill(resource("report.html"), parts);
  }

  private static void head(Map<String, String> parts, RunDescription description, RunReport report,
      Assessment assessment) {
    Verdict verdict = assessment.verdict();
    parts.put("title", Html.escape("Tollbridge load, " + WHEN.format(report.began())));
    parts.put("verdict-class", verdict.name().toLowerCase(Locale.ROOT));
    parts.put("verdict", verdict == Verdict.PASSED ? "PASSED" : "NOT PASSED");
    parts.put("headline", Html.escape(verdict.words()));
    parts.put("when", Html.escape(String.format(Locale.ROOT, "%s, %.1f s in all; %s on %s", WHEN.format(report.began()),
        report.elapsed().toMillis() / 1000.0, description.program(), RunDescription.machine())));
    parts.put("reconciliation", Html.escape(report.reconciliation().verdict()));
  }

  private static void assets(Map<String, String> parts) {
    String version = chartVersion();
    parts.put("chart-style", resource(String.format(CHARTS, version, "uPlot.min.css")));
    parts.put("chart-script", resource(String.format(CHARTS, version, "uPlot.iife.min.js")));
    parts.put("style", resource("report.css"));
    parts.put("script", resource("report.js"));
  }

  private static String points(long seconds) {
    return seconds == 1
        ? "One point per second."
        : "A point covers " + seconds + " seconds; a percentile is that of the worst of them.";
  }

  /** Fills every placeholder once; inserted text is not searched for placeholders. */
  private static String fill(String template, Map<String, String> parts) {
    return PLACE.matcher(template).replaceAll(place -> {
      String part = parts.get(place.group(1));
      if (part == null) {
        throw new IllegalStateException("nothing for " + place.group());
      }
      return Matcher.quoteReplacement(part);
    });
  }

  private static String chartVersion() {
    Properties properties = new Properties();
    try (InputStream stream = open(CHART_VERSION)) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "");
  }

  private static String resource(String name) {
    try (InputStream stream = open(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    InputStream stream = HtmlReport.class.getResourceAsStream(name.startsWith("/")
        ? name
        : "/dev/tollbridge/simulator/report/" + name);
    if (stream == null) {
      throw new IllegalStateException("no resource " + name);
    }
    return stream;
  }
}
