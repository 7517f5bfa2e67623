import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestContext } from "vitest";

/** A part of the machine that a test needs and a reader may not have. */
export type Optional = { readonly path: string } | { readonly missing: string; readonly given?: true };

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A Chromium: `LOSSCAPE_CHROMIUM`, or where Debian's package puts it. */
export function chromium(): Optional {
  const path = process.env.LOSSCAPE_CHROMIUM ?? "/usr/bin/chromium";
  return existsSync(path)
    ? { path }
    : { missing: `no Chromium at ${path} (LOSSCAPE_CHROMIUM names another)` };
}

/** A Firefox that speaks WebDriver BiDi: `LOSSCAPE_FIREFOX`, or where Debian's package puts it. */
export function firefox(): Optional {
  const path = process.env.LOSSCAPE_FIREFOX ?? "/usr/bin/firefox-esr";
  return existsSync(path) ? { path } : { missing: `no Firefox at ${path} (LOSSCAPE_FIREFOX names another)` };
}

/** A program of the machine, on the path of whoever runs the tests. */
export function program(name: string): Optional {
  const path = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name));
  const found = path.find((file) => existsSync(file));
  return found === undefined ? { missing: `${name} is not installed` } : { path: found };
}

/** A Redis or a Valkey server. */
export function redisServer(): Optional {
  const redis = program("redis-server");
  return "path" in redis ? redis : program("valkey-server");
}

/** A package that the environments need, in `test/environments`, where CI installs what its lock file says. */
export function tool(name: string): Optional {
  const path = `${root}/test/environments/node_modules/${name}`;
  return existsSync(path)
    ? { path }
    : { missing: `${name} is not installed (npm ci --prefix test/environments installs it)` };
}

/** A Node newer than the oldest supported one: `LOSSCAPE_NODE`, or the one that CI installs. */
export function currentNode(): Optional {
  const installed = `${root}/.cache/node/node_modules/node-${process.platform}-${process.arch}/bin/node`;
  const path = process.env.LOSSCAPE_NODE ?? installed;
  return existsSync(path) ? { path } : { missing: `no second Node at ${path} (LOSSCAPE_NODE names another)` };
}

/** Python with the readers that tables are tried with: `LOSSCAPE_PYTHON`, or the one that CI installs. */
export function pythonReaders(): Optional {
  const path = process.env.LOSSCAPE_PYTHON ?? `${root}/.cache/readers/bin/python`;
  const requirements = "test/tables/requirements.txt";
  return existsSync(path)
    ? { path }
    : { missing: `no Python at ${path} (LOSSCAPE_PYTHON names one with ${requirements})` };
}

/** The folder with MNIST's four files: `LOSSCAPE_MNIST`, or where it lies beside the checkout. CI cannot install it. */
export function mnist(): Optional {
  const { LOSSCAPE_MNIST } = process.env;
  const path = LOSSCAPE_MNIST ?? join(root, "../shared/data/mnist");
  if (existsSync(path)) return { path };
  const missing = `no MNIST at ${path} (LOSSCAPE_MNIST names a folder)`;
  return LOSSCAPE_MNIST === undefined ? { missing, given: true } : { missing };
}

/**
 * The part's path; without it the test is skipped and says why, or fails where `LOSSCAPE_REQUIRE_ALL=1`, unless the part is data
 * that somebody has to give.
 */
export function need(context: TestContext, part: Optional): string {
  if ("path" in part) return part.path;
  if (process.env.LOSSCAPE_REQUIRE_ALL === "1" && part.given === undefined) throw new Error(part.missing);
  console.warn(`skipped: ${part.missing}`);
  return context.skip(part.missing);
}
