"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const FONT = "12px system-ui, sans-serif";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const charts = [];

  const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = value => value == null ? "–"
    : value.toLocaleString("en-US", {maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0});
  const millis = value => value == null ? "–" : value < 1 ? value.toPrecision(2) + " ms"
    : value < 10000 ? number(value) + " ms" : number(value / 1000) + " s";
  const clock = seconds => {
    if (seconds == null) return "–";
    const whole = Math.round(seconds);
    const parts = [Math.floor(whole / 60) % 60, whole % 60].map(part => String(part).padStart(2, "0"));
    return (whole >= 3600 ? Math.floor(whole / 3600) + ":" : "") + parts.join(":");
  };
  const tick = value => value == null ? "" : value >= 1000 ? number(value / 1000) + " s" : value + " ms";

  const SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400];

  const axis = (values, size, more, grid) => ({
    values, size, ...more, font: FONT, stroke: color("--muted"), gap: 6,
    grid: {stroke: color("--grid"), width: 1, ...grid}, ticks: {stroke: color("--grid"), width: 1, size: 4},
  });

  const decades = (_, splits) => splits.map(value => Number.isInteger(+Math.log10(value).toFixed(6)) ? value : null);

  const line = ([label, stroke, dash], format) => ({
    label, stroke: color(stroke), width: dash ? 1.5 : 1.75, dash: dash ? [5, 4] : undefined, spanGaps: false,
    points: {size: 5}, value: (_, value) => format(value),
  });

  /** Raises a figure to the lowest value that a logarithmic scale shows. */
  const logRange = (_, min, max) => min == null ? [1, 10] : uPlot.rangeLog(Math.max(min, 0.01), Math.max(max, 0.1), 10, true);

  const options = (chart, width) => ({
    width, height: chart.height ?? 230, cursor: {y: false, sync: chart.sync ? {key: chart.sync} : undefined, points: {size: 7}},
    scales: {
      x: {time: false},
      y: chart.log ? {distr: 3, range: logRange} : {range: (_, min, max) => [0, Math.min(chart.top ?? Infinity, Math.max(1, max * 1.08))]},
    },
    axes: [
      axis((_, splits) => splits.map(chart.x ?? clock), 34, chart.splits ? {splits: () => chart.splits} : {incrs: SECONDS}),
      axis((_, splits) => splits.map(chart.log ? tick : value => value == null ? "" : number(value)), 58,
        {}, chart.log ? {filter: decades} : {}),
    ],
    series: [
      {label: chart.xLabel ?? "at", value: (_, value) => (chart.x ?? clock)(value)},
      ...chart.lines.map(one => line(one, chart.log ? millis : number)),
    ],
  });

  const draw = chart => {
    chart.plot?.destroy();
    const shown = chart.plot?.series.map(one => one.show);
    chart.plot = new uPlot(options(chart, chart.box.clientWidth), chart.columns, chart.box);
    shown?.forEach((show, index) => index > 0 && !show && chart.plot.setSeries(index, {show}));
  };

  const add = (place, chart) => {
    const card = document.createElement("div");
    card.className = "chart";
    const title = document.createElement("h3");
    title.textContent = chart.title;
    const note = document.createElement("p");
    note.textContent = chart.note;
    chart.box = document.createElement("div");
    card.append(title, note, chart.box);
    document.getElementById(place).append(card);
    charts.push(chart);
  };

  const over = data.over;
  add("throughput", {title: "Legs a second", note: "Started and ended by the load, against the plan." + data.rate_note, top: data.rate_top, sync: "time",
    lines: [["started", "--c1"], ["ended", "--c2"], ["target", "--target", true]],
    columns: [over.seconds, over.started, over.ended, over.due]});
  add("throughput", {title: "Minutes charged a second", note: "As received by the bridges.", sync: "time",
    lines: [["charges", "--c4"]], columns: [over.seconds, over.charges]});
  add("throughput", {title: "Active legs", note: "Started and not yet ended.", sync: "time",
    lines: [["active", "--c5"]], columns: [over.seconds, over.active]});
  add("throughput", {title: "Unacknowledged events", note: "Sent or about to be sent, and not yet on the server's disk.",
    sync: "time", lines: [["events", "--c6"]], columns: [over.seconds, over.unacknowledged]});
  for (const metric of data.metrics) {
    add("latency", {title: metric.title, note: metric.explanation, sync: "time", log: true,
      lines: [["p50", "--c1"], ["p99", "--c2"], ["max", "--c3"]],
      columns: [over.seconds, metric.p50, metric.p99, metric.max]});
  }
  const percentile = x => x == null ? "–" : "p" + +(100 - 100 / 10 ** x).toFixed(Math.max(0, Math.ceil(x - 0.01) - 1));
  add("distribution", {title: "All metrics", note: "Whole run. Each step to the right covers the slowest tenth of the step before.",
    log: true, height: 320, x: percentile, xLabel: "percentile", splits: [0, Math.log10(2), 1, 2, 3, 4, 5],
    lines: data.metrics.map((metric, index) => [metric.label, "--c" + (index % 6 + 1)]),
    columns: [data.nines, ...data.metrics.map(metric => metric.distribution)]});

  // Only once all cards are in place, as the width of one depends on the others.
  charts.forEach(draw);
  dark.addEventListener("change", () => charts.forEach(draw));
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width) {
      width = innerWidth;
      charts.forEach(chart => chart.plot.setSize({width: chart.box.clientWidth, height: chart.plot.height}));
    }
  });
})();
