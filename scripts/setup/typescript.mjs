import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { hashOf, whenChanged } from "./stamp.mjs";
import { run, step } from "./steps.mjs";

const node = (script, ...args) =>
  run(process.execPath, [join(root, "node_modules", script), ...args], { cwd: root });

/** dist/: the types from tsc, the modules from Rollup. */
export async function buildTypeScript() {
  await whenChanged({
    name: "typescript",
    inputs: hashOf([
      "ts",
      "tsconfig.json",
      "tsconfig.build.json",
      "rollup.config.mjs",
      "package.json",
      "package-lock.json",
      "dist/strict.wasm",
      ...["typescript", "bundles", "licences"].map((name) => `scripts/setup/${name}.mjs`),
    ]),
    outputs: ["dist/node.js", "dist/cli.js", "dist/types/index.d.ts"],
    build: () => step("building dist/", compile),
  });
}

async function compile() {
  for (const folder of ["build/esm", "dist/types"])
    rmSync(join(root, folder), { recursive: true, force: true });
  await node("typescript/bin/tsc", "-p", "tsconfig.build.json");
  // tsc reads the generated glue through its .d.ts, and so emits neither of the two.
  copyGlue(".js", "build/esm");
  copyGlue(".d.ts", "dist/types");
  withoutPageTypes(join(root, "dist/types/wasm/generated/losscape_wasm.d.ts"));
  for (const name of readdirSync(join(root, "dist")))
    if (/\.m?js$/.test(name)) rmSync(join(root, "dist", name));
  await node("rollup/dist/bin/rollup", "--config", "rollup.config.mjs", "--silent");
  chmodSync(join(root, "dist", "cli.js"), 0o755);
}

/** A program for Node has no types of a page. */
function withoutPageTypes(path) {
  const text = readFileSync(path, "utf8")
    .replace("RequestInfo | ", "string | ")
    .replaceAll("BufferSource", "ArrayBufferView | ArrayBuffer");
  writeFileSync(path, text);
}

function copyGlue(extension, to) {
  const folder = join(root, to, "wasm", "generated");
  mkdirSync(folder, { recursive: true });
  copyFileSync(
    join(root, "ts", "wasm", "generated", `losscape_wasm${extension}`),
    join(folder, `losscape_wasm${extension}`),
  );
}
