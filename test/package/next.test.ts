import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, type TestContext, test } from "vitest";
import { output } from "../support/commands.js";
import { linkTools } from "../support/environments.js";
import { chromium, need } from "../support/optional.js";
import { visit } from "../support/page.js";
import { nodeDigests, withPrograms } from "../support/project.js";

const { project } = inject("packed");

/** What docs/usage.md says to write into next.config.mjs. */
async function documented(): Promise<string> {
  const usage = await readFile(join(project, "node_modules/losscape/docs/usage.md"), "utf8");
  const [, lines] = /^## Next$.*?^```js page$(.*?)^```$/ms.exec(usage) ?? [];
  return lines ?? expect.fail("docs/usage.md has no lines for Next");
}

// The tools are links out of the project, and Turbopack follows none out of its root.
const CONFIG = `import documented from "./documented.mjs";
export default { ...documented, turbopack: { root: "/" } };
`;

const APP = {
  "layout.js": `export default ({ children }) => (
    <html lang="en"><head><link rel="icon" href="data:," /></head><body>{children}</body></html>
  );`,
  "page.js": `import { descentDigest } from "../digest.js";
  export const dynamic = "force-dynamic";
  export default async () => <p>{await descentDigest({})}</p>;`,
  "digests/route.js": `import { descentDigest, experimentDigests } from "../../digest.js";
  export const dynamic = "force-dynamic";
  export const GET = async () => Response.json({ main: await descentDigest({}), experiment: await experimentDigests(1) });`,
  "client/page.js": `"use client";
  import { useEffect } from "react";
  export default () => { useEffect(() => void import("../../plain-page.js"), []); return <p>computes</p>; };`,
};

// NODE_ENV is the test runner's otherwise.
const VARIABLES = { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };

async function built(context: TestContext): Promise<{ folder: string; program: string }> {
  await linkTools(context, project, ["next", "react", "react-dom"]);
  const folder = await withPrograms(project, "next", {
    "documented.mjs": await documented(),
    "next.config.mjs": CONFIG,
  });
  for (const [file, text] of Object.entries(APP)) {
    await mkdir(join(folder, "app", file, ".."), { recursive: true });
    await writeFile(join(folder, "app", file), text);
  }
  const program = join(project, "node_modules/next/dist/bin/next");
  await output(process.execPath, [program, "build"], folder, VARIABLES);
  return { folder, program };
}

/** `next start` on a port of the system's choice. */
async function served({ folder, program }: { folder: string; program: string }) {
  const env = { ...process.env, ...VARIABLES };
  const args = [program, "start", "--port", "0", "--hostname", "127.0.0.1"];
  const child = spawn(process.execPath, args, { cwd: folder, env });
  const closed = once(child, "close");
  let said = "";
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk;
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      if (found !== undefined && said.includes("Ready")) resolve(found);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    closed.then(() => reject(new Error(said)));
  });
  return {
    url,
    async [Symbol.asyncDispose]() {
      child.kill();
      await closed;
    },
  };
}

test("Next leaves Node's bytes in a server component, in a route handler with a worker, and in its pages", {
  timeout: 300_000,
}, async (context) => {
  const executable = need(context, chromium());
  await using server = await served(await built(context));
  const expected = await nodeDigests(project, 1);
  const text = async (path: string) => (await fetch(server.url + path)).text();
  expect(await text("/")).toContain(`<p>${expected.main}</p>`);
  expect(JSON.parse(await text("/digests"))).toEqual(expected);
  const { outcome, workers } = await visit(executable, `${server.url}/client`);
  expect(outcome).toEqual(expected);
  expect(workers).toBe(6);
});
