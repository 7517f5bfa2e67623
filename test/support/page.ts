import { type Browser, chromium as driver, type Page } from "playwright-core";

// Chromium as root in a container has no sandbox; the others keep it from reaching for the network.
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

export interface Visit {
  /** What the page's program left in `globalThis.outcome`. */
  readonly outcome: unknown;
  /** How many workers the page started. */
  readonly workers: number;
}

/** A fresh browser; its user closes it. */
export function launch(executablePath: string): Promise<Browser> {
  return driver.launch({ executablePath, args });
}

/** Opens a page in a fresh browser until it leaves an outcome; anything it prints as an error fails the test. */
export async function visit(executablePath: string, url: string): Promise<Visit> {
  const browser = await launch(executablePath);
  try {
    const page = await browser.newPage();
    let workers = 0;
    page.on("worker", () => {
      workers += 1;
    });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
    });
    await page.goto(url);
    const outcome = await outcomeOf(page);
    if (errors.length > 0) throw new Error(`the page reported: ${errors.join("; ")}`);
    return { outcome, workers };
  } finally {
    await browser.close();
  }
}

async function outcomeOf(page: Page): Promise<unknown> {
  const handle = await page.waitForFunction(() => (globalThis as { outcome?: object }).outcome);
  const { value, error } = (await handle.jsonValue()) as { value?: unknown; error?: string };
  if (error !== undefined) throw new Error(`in the page: ${error}`);
  return value;
}
