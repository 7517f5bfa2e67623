import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import ts from "typescript";
import { describe, expect, inject, test } from "vitest";
import { output } from "../support/commands.js";
import { program } from "../support/environments.js";
import { withPrograms } from "../support/project.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { project } = inject("packed");
const folder = await withPrograms(project, "examples");

interface Example {
  readonly name: string;
  readonly code: string;
}

/** Fenced blocks of `js` and `ts`. One marked `page` needs a browser; bundles.test.ts has its like. */
async function examplesOfDocuments(): Promise<Example[]> {
  const documents = (await readdir(join(root, "docs"))).filter((name) => name.endsWith(".md"));
  const found = ["README.md", ...documents.map((name) => `docs/${name}`)].map(async (file) => {
    const blocks = (await readFile(join(root, file), "utf8")).matchAll(/^```(?:js|ts)\n(.*?)^```$/gms);
    return Array.from(blocks, ([, code = ""], index) => ({ name: `${file}, ${index + 1}`, code }));
  });
  return (await Promise.all(found)).flat();
}

/** What follows `@example` in a docstring, with the whole package in scope. */
async function examplesOfDocstrings(): Promise<Example[]> {
  const { theory, ...losscape } = await import(
    pathToFileURL(join(project, "node_modules/losscape/dist/node.js")).href
  );
  const scope = `
    import * as losscape from "losscape";
    import { shows } from "./shows.js";
    const { theory, ${Object.keys(losscape)} } = losscape;
    const { ${Object.keys(theory)} } = theory;`;
  const files = (await readdir(join(root, "ts"), { recursive: true })).filter((name) => name.endsWith(".ts"));
  const found = files.map(async (file) => {
    const comments = (await readFile(join(root, "ts", file), "utf8")).matchAll(
      /^ *\* @example\n(.*?)^ *\*\//gms,
    );
    return Array.from(comments, ([, text = ""], index) => ({
      name: `ts/${file}, ${index + 1}`,
      code: `${scope}\n{\n${text.replaceAll(/^ *\* ?/gm, "").replaceAll(/^(.+); +\/\/ (.+)$/gm, asCheck)}}\n`,
    }));
  });
  return (await Promise.all(found)).flat();
}

/** `expression; // value` claims what the console shows. */
const asCheck = (_: string, expression: string, value: string) =>
  `shows(${expression}, ${JSON.stringify(value)});`;

/** Lines of `sh` blocks that call the program; `npm start` and `npm test` are steps of CI. */
async function commandsOfReadme(): Promise<string[]> {
  const blocks = (await readFile(join(root, "README.md"), "utf8")).matchAll(/^```sh\n(.*?)^```$/gms);
  return Array.from(blocks, ([, code = ""]) => code.split("\n"))
    .flat()
    .filter((line) => /^(losscape|printf) /.test(line));
}

async function written({ name, code }: Example): Promise<string> {
  const file = `${name.replaceAll(/\W+/g, "-")}.js`;
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 };
  await writeFile(join(folder, file), ts.transpile(code, options));
  return file;
}

/** `console.log(…); // line` claims what is printed. */
function expectShown({ code }: Example, printed: string): void {
  const claims = Array.from(code.matchAll(/^console\.log\(.+\); \/\/ (.+)$/gm), ([, claim]) => claim);
  if (claims.length > 0) expect(printed.trimEnd().split("\n")).toEqual(claims);
}

const ofReadme = (await examplesOfDocuments()).filter(({ name }) => name.startsWith("README"));

describe("the examples of the README", () => {
  test("compile in a strict program", async () => {
    const names = ofReadme.map((_, index) => `readme-${index}.ts`);
    await Promise.all(
      ofReadme.map(({ code }, index) => writeFile(join(folder, names[index] as string), code)),
    );
    const strict = [
      "--strict",
      "--noUncheckedIndexedAccess",
      "--noEmit",
      "--target",
      "es2022",
      "--types",
      "node",
    ];
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    await output(
      process.execPath,
      [tsc, ...strict, "--module", "nodenext", "--ignoreConfig", ...names],
      folder,
    );
  });

  const permissions = ["--allow-read", "--allow-env", "--allow-sys", "--node-modules-dir=manual"];
  for (const [tool, args] of Object.entries({ bun: [], deno: ["run", ...permissions] }))
    test(`run in ${tool} too, and say what is so`, async (context) => {
      for (const example of ofReadme)
        expectShown(example, await output(program(context, tool), [...args, await written(example)], folder));
    });
});

test("the commands of the README run, one after the other", async () => {
  const commands = await commandsOfReadme();
  expect(commands.length).toBeGreaterThan(0);
  const path = join(project, "node_modules", ".bin");
  for (const command of commands) await output("bash", ["-ec", `PATH="$0:$PATH"; ${command}`, path], folder);
});

describe.each([
  ["documents", await examplesOfDocuments()],
  ["docstrings", await examplesOfDocstrings()],
])("the examples of the %s", (kind, examples) => {
  test.each(examples)("run, and say what is so: $name", async (example) => {
    const file = await written(example);
    expectShown(example, await output(process.execPath, [file], folder));
  });

  test(`there are ${kind} with examples`, () => expect(examples.length).toBeGreaterThan(0));
});
