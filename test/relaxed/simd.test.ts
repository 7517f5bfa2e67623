import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, type TestContext, test } from "vitest";
import { output } from "../support/commands.js";
import { currentNode, need } from "../support/optional.js";

const { project } = inject("packed");
const dist = join(project, "node_modules", "losscape", "dist");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(project, "simd-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a module prints as JSON. */
async function run(node: string, source: string): Promise<unknown> {
  const prelude = `
    import { readFileSync } from "node:fs";
    import { backend, experiments, init } from "losscape";
    const bytes = (build) => readFileSync(${JSON.stringify(dist)} + "/" + build + ".wasm");
    const show = (value) => console.log(JSON.stringify(value));
    const failure = (promise) => promise.then(() => "no failure", ({ code, argument, message }) => [code, argument, message]);`;
  // In a file: worker threads inherit the options of `--eval`, and refuse them.
  const file = join(folder, "program.mjs");
  await writeFile(file, prelude + source);
  return JSON.parse(await output(node, [file], project));
}

const versions: [string, (context: TestContext) => string][] = [
  ["this Node", () => process.execPath],
  ["a current Node", (context) => need(context, currentNode())],
];

describe.each(versions)("in %s", (_, nodeFor) => {
  const start = (context: TestContext, options: string) =>
    run(nodeFor(context), `await init(${options}); show(backend());`);

  test("the strict build runs unless another is asked for", async (context) => {
    expect(await start(context, "")).toBe("strict");
    expect(await start(context, '{ simd: "strict" }')).toBe("strict");
  });

  test("`auto` is the relaxed build where the engine has relaxed SIMD, and the strict one elsewhere", async (context) => {
    const major = await run(nodeFor(context), 'show(Number(process.versions.node.split(".")[0]));');
    expect(await start(context, '{ simd: "auto" }')).toBe(Number(major) >= 21 ? "relaxed" : "strict");
  });

  test("another build than the one that runs is refused, and what runs goes on", async (context) => {
    const source = `
      await init();
      const refused = await failure(init({ simd: "relaxed" }));
      await Promise.all([init(), init({ simd: "auto" }), init({ simd: "strict" })]);
      show([refused, backend()]);`;
    expect(await run(nodeFor(context), source)).toEqual([
      ["invalid-input", "simd", expect.stringContaining("its strict build runs")],
      "strict",
    ]);
  });

  test("an unknown build is named before anything is loaded", async (context) => {
    const source =
      'show([await failure(init({ simd: "fast" })), await failure(Promise.resolve().then(backend))]);';
    expect(await run(nodeFor(context), source)).toEqual([
      ["invalid-input", "simd", 'simd: got "fast", expected "strict" or "relaxed" or "auto"'],
      ["not-initialised", null, expect.stringContaining("await init()")],
    ]);
  });
});

test.skipIf(Number(process.versions.node.split(".")[0]) >= 21)(
  "an engine without relaxed SIMD refuses the relaxed build and says which Node has it, in the API and on the command line",
  async () => {
    const source =
      'const refused = await failure(init({ simd: "relaxed" })); await init(); show([refused, backend()]);';
    expect(await run(process.execPath, source)).toEqual([
      ["invalid-input", "simd", expect.stringContaining("Node has it from version 21 on")],
      "strict",
    ]);
    const command = ["run", "spin-glass-minima", "--simd", "relaxed", "--out", join(folder, "none")];
    const { status, stderr } = spawnSync(process.execPath, [join(dist, "cli.js"), ...command], {
      encoding: "utf8",
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^losscape: simd: got "relaxed", .*Node has it from version 21 on.*\n$/);
  },
);

describe("the relaxed build, in a current Node", () => {
  const relaxed = (context: TestContext, source: string) => run(need(context, currentNode()), source);

  test("runs when it is asked for, also for calls that ask for none", async (context) => {
    const source = 'await Promise.all([init({ simd: "relaxed" }), init()]); show(backend());';
    expect(await relaxed(context, source)).toBe("relaxed");
  });

  test("is found in a given module, whatever `simd` says; a `simd` of the other build is refused", async (context) => {
    expect(await relaxed(context, 'await init({ source: bytes("relaxed") }); show(backend());')).toBe(
      "relaxed",
    );
    const source = 'show([await failure(init({ simd: "relaxed", source: bytes("strict") })), backend()]);';
    expect(await relaxed(context, source)).toEqual([
      ["invalid-input", "simd", expect.stringContaining("its strict build runs")],
      "strict",
    ]);
  });

  test("is not in `losscape/inline`, which says so, and takes the strict one for `auto`", async (context) => {
    const source = `
      const inline = await import("losscape/inline");
      const refused = await failure(inline.init({ simd: "relaxed" }));
      await inline.init({ simd: "auto" });
      show([refused, inline.backend()]);`;
    expect(await relaxed(context, source)).toEqual([
      ["invalid-input", "simd", expect.stringContaining("this entry holds the strict build only")],
      "strict",
    ]);
  });

  test("computes on every worker of a run, and tables and run folder name it by its hash", async (context) => {
    const out = join(folder, "run");
    const config = "{ sizes: [5], disorders: 2, replicas: 3 }";
    const source = `
      await init({ simd: "relaxed" });
      const { tables } = await experiments.run("spin-glass-minima", ${config}, { workers: 2, out: ${JSON.stringify(out)} });
      show(Object.values(tables).map((table) => table.schema.metadata.get("losscape.backend")));`;
    expect(await relaxed(context, source)).toEqual(["relaxed", "relaxed"]);
    const wasm = createHash("sha256")
      .update(await readFile(join(dist, "relaxed.wasm")))
      .digest("hex");
    expect(JSON.parse(await readFile(join(out, "run.json"), "utf8")).build).toEqual({
      wasm,
      code: expect.stringMatching(/^[0-9a-f]{64}$/),
      backend: "relaxed",
    });

    const strict = `
      await init();
      show(await failure(experiments.run("spin-glass-minima", ${config}, { out: ${JSON.stringify(out)} })));`;
    expect(await relaxed(context, strict)).toEqual([
      "run-mismatch",
      null,
      expect.stringContaining('backend is "relaxed" there and "strict" here'),
    ]);
  });
});
