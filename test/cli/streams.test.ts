import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { output } from "../support/commands.js";

const CLI = `"${process.execPath}" "${fileURLToPath(new URL("../../dist/cli.js", import.meta.url))}"`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "losscape-streams-"));
  await writeFile(join(folder, "m.csv"), "2,1\n1,2\n");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A command line of a shell, in which `losscape` is the built program. */
function shell(line: string): Promise<{ code: number; out: string; err: string }> {
  const command = line.replaceAll("losscape", CLI);
  return new Promise((resolve) => {
    execFile("/bin/sh", ["-c", command], { cwd: folder }, (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
    );
  });
}

const RUN =
  "losscape run spin-glass-minima --set sizes=5 --set disorders=1 --set replicas=2 --workers 0 --out run";
const FULL = "losscape: cannot write to standard output: no space is left on the disk\n";

describe.skipIf(!existsSync("/dev/full"))("output that is full or closed", () => {
  test("a full standard output is one sentence and exit code 1", async () => {
    expect(await shell("losscape theory > /dev/full")).toEqual({ code: 1, out: "", err: FULL });
    const run = await shell(`${RUN} > /dev/full`);
    expect(run.code).toBe(1);
    expect(run.err.endsWith(FULL)).toBe(true);
    expect(run.err).not.toContain("    at ");
    // The run is not lost for it.
    expect(existsSync(join(folder, "run", "report.html"))).toBe(true);
  });

  test.each(["2> /dev/full", "2>&-"])("nothing depends on messages: %s", async (where) => {
    const { code, out } = await shell(`${RUN} ${where}`);
    expect(code).toBe(0);
    expect(out).toContain("Of 2 descents");
    expect((await shell(`losscape eigen m.csv ${where}`)).out).toBe("1\n3\n");
  });

  test("a reader that stops reading is no failure, and the run goes on", async () => {
    const { code, err } = await shell(`(${RUN}; echo "code $?" >&2) | true`);
    expect(code).toBe(0);
    expect(err).toMatch(/code 0\n$/);
    expect(err).not.toContain("    at ");
    expect(existsSync(join(folder, "run", "report.html"))).toBe(true);
    expect((await shell("losscape experiments --json | head -c 1")).out).toBe("[");
  });

  test("messages that nobody reads do not stop a run", async () => {
    await shell(`${RUN} 2>&1 >/dev/null | true`);
    expect(existsSync(join(folder, "run", "report.html"))).toBe(true);
  });
});

describe.skipIf(process.platform === "win32")("a matrix from standard input", () => {
  test.each(["-", "/dev/stdin"])("is read as %s, in the format that is named", async (name) => {
    expect((await shell(`losscape eigen ${name} --format csv < m.csv`)).out).toBe("1\n3\n");
    expect((await shell(`cat m.csv | losscape eigen ${name} --format csv`)).out).toBe("1\n3\n");
  });

  test("without a format is one sentence", async () => {
    expect(await shell("losscape eigen - < m.csv")).toMatchObject({
      code: 2,
      err: "losscape: standard input has no name that tells its format: --format npy|npz|mtx|csv|tsv|txt does\n",
    });
  });
});

test.skipIf(!existsSync("/bin/bash"))(
  "the completion for bash completes commands, options and values",
  async () => {
    const { out: script } = await shell("losscape completion bash");
    expect(script).toMatch(/^# losscape completion for bash\n_losscape\(\) \{\n/);
    /** In a shell that knows nothing else. */
    const complete = (words: string): Promise<string> =>
      output(
        "/bin/bash",
        [
          ...["--norc", "--noprofile", "-c"],
          `${script}\ncompopt() { :; }; COMP_WORDS=(program ${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _losscape; echo -n "\${COMPREPLY[@]}"`,
        ],
        folder,
        { BASH_ENV: "" },
      );
    expect(await complete("re")).toBe("reproduce report");
    expect(await complete("run --si")).toBe("--simd");
    expect(await complete("run --simd r")).toBe("relaxed");
    expect(await complete("run spin")).toBe("spin-glass-minima");
    expect(await complete("completion z")).toBe("zsh");
  },
);
