// The barcode of a bag's tag is read by the camera where the browser can; elsewhere nothing is offered (BAG-1).
import { expect, test } from "./support/test";

test("a tag is read by the camera where the browser can", async ({ language, person }) => {
  const { page, say, scripts } = await person({ language, size: "phone" });
  const scan = page.getByRole("button", { name: say("scan-go"), exact: true });
  const tag = page.getByLabel(say("bags-tag"), { exact: true });
  const answer = await page.goto("/bags");
  expect(answer!.headers()["permissions-policy"]).toContain("camera=(self)");
  await expect(tag).toBeVisible();
  await expect(scan, "no button that does nothing").toBeHidden();
  if (!scripts) return;

  // a browser that reads barcodes: first somebody's groceries, then a tag
  await page.addInitScript(() => {
    const seen = ["4006381333931", "0992123457"];
    class Detector {
      static getSupportedFormats = async () => ["qr_code", "itf"];
      detect = async () => [{ rawValue: seen.length > 1 ? seen.shift() : seen[0] }];
    }
    const streams: MediaStream[] = [];
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      streams.push(stream);
      return stream;
    };
    Object.assign(window, { BarcodeDetector: Detector, streams });
  });
  await page.reload();
  await scan.click();
  await expect(tag).toHaveValue("0992123457", { timeout: 60_000 });
  await expect(tag).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: say("scan-read") })).toBeVisible();
  await expect(scan, "it can be done again").toBeVisible();
  const ended = () => (window as unknown as { streams: MediaStream[] }).streams.flatMap((stream) => stream.getTracks()).map((track) => track.readyState);
  expect(await page.evaluate(ended), "the camera is off").toEqual(["ended"]);

  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await scan.click();
  await expect(page.getByRole("status").filter({ hasText: say("scan-refused") })).toBeVisible();
  await expect(scan).toBeVisible();
});
