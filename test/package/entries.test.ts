import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, type TestContext, test } from "vitest";
import { output } from "../support/commands.js";
import { currentNode, need } from "../support/optional.js";
import { nodeDigests } from "../support/project.js";

const { project } = inject("packed");

const versions: [string, (context: TestContext) => string][] = [
  ["this Node", () => process.execPath],
  ["a current Node", (context) => need(context, currentNode())],
];

describe.each(versions)("in %s", (_, nodeFor) => {
  /** What a module prints as JSON when the project runs it. */
  async function run(context: TestContext, source: string, folder = project): Promise<unknown> {
    return JSON.parse(await output(nodeFor(context), ["--input-type=module", "--eval", source], folder));
  }

  test("a descent, and experiments on glasses and networks, leave the same bytes on 1, 2 and 4 workers", async (context) => {
    const reference = await nodeDigests(project, 1);
    for (const workers of [1, 2, 4])
      expect(await nodeDigests(project, workers, nodeFor(context))).toEqual(reference);
  });

  test("`losscape` and `losscape/eigen` share one instance", async (context) => {
    const source = `
      import { init } from "losscape";
      import { eigvalsh } from "losscape/eigen";
      await init();
      console.log(JSON.stringify([...eigvalsh(Float64Array.of(2, 0, 0, 3))]));`;
    expect(await run(context, source)).toEqual([2, 3]);
  });

  test("`losscape/inline` is one file: copied alone it computes, Arrow tables too", async (context) => {
    const alone = join(project, "..", "inline");
    await mkdir(alone, { recursive: true });
    await cp(join(project, "node_modules/losscape/dist/inline.js"), join(alone, "inline.mjs"));
    const source = `
      import { eigvalsh, init, SpinGlass, toBytes } from "./inline.mjs";
      await init();
      const minima = await SpinGlass.sample({ n: 10, p: 3, seed: 1 }).descend({ replicas: 2, seed: 1 });
      const magic = new TextDecoder().decode(toBytes(minima).subarray(0, 6));
      console.log(JSON.stringify([...eigvalsh(Float64Array.of(2, 0, 0, 3)), minima.numRows, magic]));`;
    expect(await run(context, source, alone)).toEqual([2, 3, 2, "ARROW1"]);
  });

  test("an import asks nothing of the machine", async (context) => {
    const source = `
      import { syncBuiltinESMExports } from "node:module";
      import os from "node:os";
      const asked = [];
      const watch = (object, names) => {
        for (const name of names) {
          const real = object[name];
          object[name] = (...args) => { asked.push(name); return real.apply(object, args); };
        }
      };
      watch(os, ["totalmem", "availableParallelism", "cpus", "hostname"]);
      watch(process, ["constrainedMemory", "cwd"]);
      syncBuiltinESMExports();
      await import("losscape");
      console.log(JSON.stringify(asked));`;
    expect(await run(context, source)).toEqual([]);
  });

  test("workers start whatever options and variables this process was started with", async (context) => {
    const program = `
      import { experiments, init } from "losscape";
      await init();
      const config = { sizes: [5], disorders: 1, replicas: 2 };
      const { tables } = await experiments.run("spin-glass-minima", config, { workers: 1 });
      console.log(JSON.stringify(tables.minima.numRows));`;
    const loader =
      "import { isMainThread } from 'node:worker_threads'; if (!isMainThread) throw new Error('in a worker');";
    const options = [
      ...["--max-old-space-size=500", "--stack-size=900", "--expose-gc", "--conditions=odd"],
      `--import=data:text/javascript,${encodeURIComponent(loader)}`,
    ];
    const args = [...options, "--input-type=module", "--eval", program];
    const variables = { NODE_OPTIONS: "--max-old-space-size=400 --no-warnings" };
    expect(await output(nodeFor(context), args, project, variables)).toBe("2\n");
  });

  test("`init` takes the path of the module, absolute and relative", async (context) => {
    const file = "node_modules/losscape/dist/strict.wasm";
    for (const path of [join(project, file), `./${file}`, file]) {
      const source = `
        import { eigvalsh, init } from "losscape";
        await init({ source: ${JSON.stringify(path)} });
        console.log(JSON.stringify([...eigvalsh(Float64Array.of(2, 1, 1, 2))]));`;
      expect(await run(context, source)).toEqual([1, 3]);
    }
  });

  test("`losscape/slim` starts from the bytes of `losscape/strict.wasm`, and says so when it has none", async (context) => {
    const source = `
      import { readFileSync } from "node:fs";
      import { createRequire } from "node:module";
      import { init, eigvalsh } from "losscape/slim";
      const refused = await init().catch((error) => error.code);
      await init({ source: readFileSync(createRequire(import.meta.url).resolve("losscape/strict.wasm")) });
      console.log(JSON.stringify([refused, ...eigvalsh(Float64Array.of(2, 0, 0, 3))]));`;
    expect(await run(context, source)).toEqual(["load-failed", 2, 3]);
  });

  test("`losscape/eigen` and `losscape/theory` work where no dependency is installed", async (context) => {
    const bare = join(project, "bare");
    await mkdir(join(bare, "node_modules"), { recursive: true });
    await cp(join(project, "node_modules", "losscape"), join(bare, "node_modules", "losscape"), {
      recursive: true,
    });
    await writeFile(join(bare, "package.json"), '{ "private": true, "type": "module" }\n');
    // Outside the project's own node_modules, which Node would find by walking up.
    const alone = join(project, "..", "alone");
    await cp(bare, alone, { recursive: true });
    const source = `
      import { init, eigvalsh } from "losscape/eigen";
      import { threshold } from "losscape/theory";
      await init();
      console.log(JSON.stringify([...eigvalsh(Float64Array.of(2, 0, 0, 3)), threshold(3)]));`;
    expect(await run(context, source, alone)).toEqual([2, 3, expect.closeTo(2 * Math.sqrt(2 / 3), 14)]);
  });

  test("`losscape/worker` is a module that Node resolves, and `losscape/package.json` is readable", async (context) => {
    const source = `
      import { createRequire } from "node:module";
      const require = createRequire(import.meta.url);
      console.log(JSON.stringify([import.meta.resolve("losscape/worker"), require("losscape/package.json").name]));`;
    const [worker, name] = (await run(context, source)) as [string, string];
    expect(worker).toMatch(/\/dist\/worker-node\.mjs$/);
    expect(await readFile(new URL(worker), "utf8")).not.toBe("");
    expect(name).toBe("losscape");
  });

  test("`require` gives the same module as `import`, where this Node requires ES modules", async (context) => {
    const source = `
      import { createRequire } from "node:module";
      import * as losscape from "losscape";
      const supported = process.features.require_module === true;
      console.log(JSON.stringify(!supported || createRequire(import.meta.url)("losscape").init === losscape.init));`;
    expect(await run(context, source)).toBe(true);
  });

  test("`init` starts from the URL of `losscape/strict.wasm`", async (context) => {
    const source = `
      import { eigvalsh, init } from "losscape";
      await init({ source: import.meta.resolve("losscape/strict.wasm"), simd: "auto" });
      console.log(JSON.stringify([...eigvalsh(Float64Array.of(2, 1, 1, 2))]));`;
    expect(await run(context, source)).toEqual([1, 3]);
  });

  test("the program `losscape` says its version", async (context) => {
    const { version } = JSON.parse(
      await readFile(join(project, "node_modules/losscape/package.json"), "utf8"),
    );
    const program = join(project, "node_modules", ".bin", "losscape");
    expect(await output(nodeFor(context), [program, "--version"], project)).toContain(version);
  });
});
