// Opens a load report in Chromium, in light and in dark, and fails unless every chart is drawn without any error.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const THEMES = ["light", "dark"];
const FEWEST_CHARTS = 8;
const FEWEST_PIXELS = 100;

const [report, pictures] = process.argv.slice(2);
const profile = await mkdtemp(join(tmpdir(), "tollbridge-report-check."));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: FLAGS,
  viewport: { width: 1280, height: 900 },
});

/** Number of pixels of a canvas in colours other than grey: those of lines, not of axes or text. */
function painted(canvas) {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    const [red, green, blue, alpha] = data.subarray(i, i + 4);
    if (alpha > 128 && Math.max(red, green, blue) - Math.min(red, green, blue) > 48) count++;
  }
  return count;
}

/** Contrast of two colours such as "rgb(1, 2, 3)", from 1 to 21. */
function contrast(one, other) {
  const [light, dark] = [one, other].map(text => {
    const [red, green, blue] = text.match(/\d+/g).map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

async function look(theme) {
  const page = await browser.newPage();
  const errors = [];
  page.on("console", message => ["error", "warning"].includes(message.type()) && errors.push(message.text()));
  page.on("pageerror", error => errors.push(String(error)));
  page.on("request", request => /^(file|data):/.test(request.url()) || errors.push("requested " + request.url()));
  await page.emulateMedia({ colorScheme: theme });
  await page.goto(pathToFileURL(resolve(report)).href);
  await page.waitForSelector("canvas");
  assert.deepEqual(errors, [], `${theme}: errors on the page`);

  const canvases = await page.$$("canvas");
  assert.ok(canvases.length >= FEWEST_CHARTS, `${theme}: only ${canvases.length} charts`);
  for (const canvas of canvases) {
    const title = await canvas.evaluate(one => one.closest(".chart").querySelector("h3").textContent);
    const pixels = await canvas.evaluate(painted);
    assert.ok(pixels > FEWEST_PIXELS, `${theme}: the chart "${title}" is blank: ${pixels} pixels`);
  }
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${theme}: the page is ${overflow} pixels too wide`);
  const colours = await page.$eval(".card",
    card => [getComputedStyle(card).color, getComputedStyle(card).backgroundColor]);
  assert.ok(contrast(...colours) > 7, `${theme}: text is hard to read, ${colours.join(" on ")}`);
  assert.match(await page.textContent("header"), /reconciliation: \w+ legs=\d+ charges=\d+ missing=\d+/);
  assert.ok(await page.locator("table.figures tr").count() > 30, `${theme}: tables are missing`);
  if (pictures) await page.screenshot({ path: join(pictures, `report-${theme}.png`), fullPage: true });
  await page.setViewportSize({ width: 400, height: 800 });
  await page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth);
  assert.deepEqual(errors, [], `${theme}: errors on the page`);
  await page.close();
  return { background: colours[1], charts: canvases.length };
}

try {
  const [light, dark] = [await look(THEMES[0]), await look(THEMES[1])];
  assert.notEqual(light.background, dark.background, "light and dark look the same");
  console.log(`report: ${light.charts} charts drawn, in light and in dark`);
} finally {
  await browser.close();
  await rm(profile, { recursive: true, force: true });
}
