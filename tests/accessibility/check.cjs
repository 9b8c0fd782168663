// Opens each page as on a desk and on a telephone, with everything unfolded, and lists what axe-core finds; exit code 1 if anything.
const path = require("path");
const { pathToFileURL } = require("url");
const puppeteer = require("puppeteer-core");

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

async function check(browser, file, width) {
  const page = await browser.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.setViewport({ width, height: 900, isMobile: width < 600 });
  await page.goto(pathToFileURL(path.resolve(file)).href);
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  await page.addScriptTag({ path: require.resolve("axe-core") });
  const found = await page.evaluate((values) => axe.run({ runOnly: { type: "tag", values } }), tags);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  const network = asked.filter((address) => !/^(file|data):/.test(address));
  console.log(`${file} at ${width} px: ${found.violations.length} violations, ${found.passes.length} rules passed, ${found.incomplete.length} undecided, ${network.length} requests to the network`);
  for (const { id, help, nodes } of found.violations) console.log(`  ${id}: ${help} (${nodes.length}), first: ${nodes[0].html.slice(0, 200)}`);
  if (wide) console.log("  the page is wider than the window");
  await page.close();
  return found.violations.length + network.length + (wide ? 1 : 0);
}

(async () => {
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  let faults = 0;
  for (const file of process.argv.slice(2)) for (const width of [1280, 390]) faults += await check(browser, file, width);
  await browser.close();
  process.exit(faults ? 1 : 0);
})();
