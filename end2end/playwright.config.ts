// Journeys in Debian's Chromium, each with scripts off and on. `make test` starts the server and says where it is.
import { defineConfig } from "@playwright/test";

const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
const report = process.env.LANDSIDE_REPORT;

export default defineConfig({
  testDir: ".",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // patient: a machine that is busy with other things fails nobody
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: report ? [["list"], ["json", { outputFile: report }]] : [["list"]],
  use: {
    baseURL: process.env.LANDSIDE_URL ?? "http://127.0.0.1:3000",
    browserName: "chromium",
    trace: "off",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--headless",
        "--no-sandbox", // tests run as root in containers, against our own pages only
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--use-fake-device-for-media-stream", // a camera that shows a test picture, where a page may ask for one
        "--use-fake-ui-for-media-stream",
      ],
    },
  },
  projects: [
    { name: "staff", testMatch: /staff\.setup\.ts/ },
    // what lives on scripts, and axe, which is one, run with scripts only
    { name: "scripts-off", use: { javaScriptEnabled: false }, testIgnore: /(live|accessible)\.spec\.ts/, dependencies: ["staff"] },
    { name: "scripts-on", use: { javaScriptEnabled: true }, dependencies: ["staff"] },
  ],
});
