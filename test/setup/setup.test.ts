import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const setup = join(root, "scripts", "setup.mjs");
const upToDate = /^set-up: everything is up to date \([\d.]+ s\)\n$/;

let programs: string;
beforeEach(() => {
  programs = mkdtempSync(join(tmpdir(), "losscape-programs-"));
});
afterEach(() => rmSync(programs, { recursive: true }));

/** Set-up on a machine that has no programs but these. */
function setUpWithOnly(...names: string[]) {
  for (const name of names) symlinkSync("/bin/true", join(programs, name));
  const env = { PATH: programs, CARGO_HOME: programs };
  return spawnSync(process.execPath, [setup], { env, encoding: "utf8" });
}

const runSetUp = () =>
  new Promise<{ code: number | null; said: string }>((resolve) => {
    const child = spawn(process.execPath, [setup], { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    child.on("close", (code) => resolve({ code, said }));
  });

test("without rustup set-up says what to install, in one sentence", () => {
  const { status, stderr } = setUpWithOnly("cc");
  expect(status).toBe(1);
  expect(stderr).toMatch(/^set-up: rustup is not installed: [^\n]*\n$/);
});

test("without a C compiler set-up says what to install, in one sentence", () => {
  const { status, stderr } = setUpWithOnly("rustup", "cargo");
  expect(status).toBe(1);
  expect(stderr).toMatch(/^set-up: no C compiler \(cc\) is installed[^\n]*\n$/);
});

test("a Node before 20.19 is refused, 20.19 is not", () => {
  const script = `
    import { checkPrerequisites } from ${JSON.stringify(join(root, "scripts/setup/prerequisites.mjs"))};
    const verdict = (node) => { try { checkPrerequisites({ node, find: () => "found" }); } catch (e) { return e.message; } };
    console.log(JSON.stringify(["20.18.3", "20.19.0", "26.0.0"].map(verdict)));`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    encoding: "utf8",
  });
  expect(JSON.parse(stdout)).toEqual(["Node 20.18.3 is too old: install Node 20.19 or later.", null, null]);
});

test("a second set-up finds nothing to do, also when several run at once", async () => {
  for (const { code, said } of await Promise.all([runSetUp(), runSetUp(), runSetUp()])) {
    expect(code).toBe(0);
    expect(
      said
        .split("\n")
        .filter((line) => !line.includes("waiting"))
        .join("\n"),
    ).toMatch(upToDate);
  }
});

test("a lock that a killed set-up left is taken over", async () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  writeFileSync(join(root, "build", "setup.lock"), String(pid));
  expect(await runSetUp()).toEqual({ code: 0, said: expect.stringMatching(upToDate) });
});
