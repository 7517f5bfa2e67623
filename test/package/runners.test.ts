import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, inject, type TestContext, test } from "vitest";
import { output } from "../support/commands.js";
import { linkTools, program } from "../support/environments.js";
import { nodeDigests, withPrograms } from "../support/project.js";

const { project } = inject("packed");

/** A user's project with a test: arrays of the runner's realm, tables, a worker, a run folder. It fails where the bytes are not Node's. */
async function withTest(context: TestContext, name: string, tools: readonly string[], imports = "") {
  const { main, experiment } = await nodeDigests(project, 1);
  await linkTools(context, project, tools);
  const folder = await withPrograms(project, name);
  const text = `${imports}
    import { eigvalsh, experiments, init } from "losscape";
    import { descentDigest, experimentDigests } from "./digest.js";
    test("losscape", async () => {
      await init();
      expect([...eigvalsh(Float64Array.of(2, 1, 1, 2))].map(Math.round)).toEqual([1, 3]);
      expect(await descentDigest({})).toBe("${main}");
      expect(await experimentDigests(1)).toEqual(${JSON.stringify(experiment)});
      const config = { sizes: [5], disorders: 1, replicas: 2 };
      const { tables } = await experiments.run("spin-glass-minima", config, { workers: 0, out: "run" });
      expect(tables.minima.numRows).toBe(2);
    }, 60_000);`;
  await writeFile(join(folder, "losscape.test.js"), text);
  return folder;
}

describe.each(["node", "jsdom"])("with the environment %s", (environment) => {
  test("a test of Vitest has Node's bytes", async (context) => {
    const imports = 'import { expect, test } from "vitest";';
    const folder = await withTest(context, `vitest-${environment}`, ["vitest", "jsdom"], imports);
    const args = ["run", "--environment", environment, "--root", folder];
    await output(program(context, "vitest"), args, folder, { VITEST: "", NODE_ENV: "test" });
  });

  test("a test of Jest has Node's bytes", async (context) => {
    const tools = ["jest", "jest-environment-jsdom"];
    const folder = await withTest(context, `jest-${environment}`, tools);
    await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
    // jsdom's pages under Jest have none of the three.
    await writeFile(
      join(folder, "text.cjs"),
      'Object.assign(globalThis, { TextDecoder: require("util").TextDecoder, TextEncoder: require("util").TextEncoder }); Object.defineProperty(globalThis, "crypto", { value: require("crypto").webcrypto });\n',
    );
    // Of a page it would take the entry for pages, which fetches; a test of it runs in Node.
    const testEnvironmentOptions = { customExportConditions: ["node"] };
    const config = {
      testEnvironmentOptions,
      setupFiles: ["./text.cjs"],
      rootDir: folder,
      testEnvironment: environment,
      transform: {},
    };
    const args = ["--config", JSON.stringify(config), "--watchman=false"];
    await output(program(context, "jest"), args, folder, { NODE_OPTIONS: "--experimental-vm-modules" });
  });
});
