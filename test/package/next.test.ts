import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { output } from "../support/commands.js";
import { linkTools, program } from "../support/environments.js";
import { nodeDigests, withPrograms } from "../support/project.js";

const { project } = inject("packed");
const variables = { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };

const files = {
  "app/digest/route.js": `
    import { descentDigest, experimentDigests } from "../digest.js";
    export const dynamic = "force-dynamic";
    export async function GET() {
      return Response.json({ main: await descentDigest({ simd: "strict" }), experiment: await experimentDigests(1) });
    }`,
  "app/layout.js":
    "export default function Layout({ children }) { return <html><body>{children}</body></html>; }",
  "app/page.js": `
    import { descentDigest } from "./digest.js";
    export const dynamic = "force-dynamic";
    export default async function Page() { return <p>{await descentDigest({ simd: "strict" })}</p>; }`,
  "next.config.mjs": 'export default { serverExternalPackages: ["losscape"] };',
  "package.json": '{ "private": true, "type": "module" }',
};

/** What `next start` answers to requests of these paths. */
async function answers(next: string, folder: string, paths: readonly string[]): Promise<string[]> {
  const args = ["start", "--port", "0", "--hostname", "127.0.0.1"];
  const server = spawn(next, args, { cwd: folder, env: { ...process.env, ...variables } });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let said = "";
      const hear = (chunk: unknown) => {
        said += chunk;
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
        if (found !== undefined && said.includes("Ready")) resolve(found);
      };
      server.stdout.on("data", hear);
      server.stderr.on("data", hear);
      server.once("exit", (code) => reject(new Error(`next start ended with ${code}: ${said}`)));
    });
    const texts: string[] = [];
    for (const path of paths) texts.push(await (await fetch(address + path)).text());
    return texts;
  } finally {
    server.kill();
  }
}

test("a route and a server component of Next.js leave Node's bytes, the route with a worker", async (context) => {
  const next = program(context, "next");
  await linkTools(context, project, ["next", "react", "react-dom"]);
  const folder = join(project, "next-app");
  await mkdir(join(folder, "app", "digest"), { recursive: true });
  await withPrograms(folder, "app");
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), `${text}\n`);
  await output(next, ["build", "--webpack"], folder, variables);
  const [route = "", page] = await answers(next, folder, ["/digest", "/"]);
  const expected = await nodeDigests(project, 1);
  expect(JSON.parse(route)).toEqual(expected);
  expect(page).toContain(expected.main);
});
