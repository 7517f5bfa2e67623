import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { filesUnder, hashOf, whenChanged, writeAtomically } from "./stamp.mjs";

const generated = "ts/wasm/generated/code.ts";

/** Writes the hash of the JavaScript that computes, by which a run folder knows its build. */
export async function writeCodeHash() {
  await whenChanged({
    name: "code",
    inputs: hashOf([
      ...filesUnder("ts").filter((path) => path !== generated),
      ...["package.json", "package-lock.json", "tsconfig.json", "scripts/setup/code.mjs"],
    ]),
    outputs: [generated],
    async build() {
      const path = join(root, generated);
      const text = `export const code = "${await codeHash(join(root, "ts"))}";\n`;
      if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeAtomically(path, text);
    },
  });
}

/**
 * SHA-256 of what plans, computes, draws seeds and builds tables in a folder of sources, bundled and minified: names of
 * locals, comments and layout do not count, nor does what only reads finished tables.
 */
export async function codeHash(sources) {
  const { build } = await import("esbuild");
  const entries = [
    ...foldersIn(join(sources, "experiments")).map((name) => `./experiments/${name}/index.js`),
    "./wasm/seeds.js",
    "./runs/executors/compute-shard.js",
    "./tables/files.js",
  ];
  const { outputFiles } = await build({
    stdin: {
      contents: entries.map((path, place) => `export * as part${place} from "${path}";`).join("\n"),
      resolveDir: sources,
      loader: "ts",
    },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    legalComments: "none",
    // The versions of the packages and the .wasm files have their own place in a build's identity; answers only read.
    external: ["apache-arrow", "*/generated/build.js", "./answer.js"],
  });
  return createHash("sha256").update(outputFiles[0].contents).digest("hex");
}

const foldersIn = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
