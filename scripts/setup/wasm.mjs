import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "./fail.mjs";
import { forgetLocations } from "./locations.mjs";
import { cargoHome, root, rustEnvironment } from "./paths.mjs";
import { hashOf, whenChanged, writeAtomically } from "./stamp.mjs";
import { run, step } from "./steps.mjs";

/** One entry a build of the core; all of them share the glue of the first. */
const builds = [
  { name: "strict", targetFeatures: ["+simd128"], optimiser: ["--enable-simd"] },
  {
    name: "relaxed",
    targetFeatures: ["+simd128", "+relaxed-simd"],
    optimiser: ["--enable-simd", "--enable-relaxed-simd"],
  },
];

/** What rustc's wasm32 target lets LLVM emit, for binaryen to accept and to use. */
const BASELINE = [
  "--enable-mutable-globals",
  "--enable-sign-ext",
  "--enable-nontrapping-float-to-int",
  "--enable-bulk-memory",
  "--enable-reference-types",
  "--enable-multivalue",
];

/**
 * Where panics begin, in the names that the precompiled libraries and ours give them, and what writes the values that they would
 * say: nothing else is formatted. With it they are a quarter of the functions that they stand in, and 17 KB of the gzipped file;
 * natively it is there.
 */
const PANICS =
  /^<?(core|alloc)(\[\w+\])?::.*(panicking::\w+|_fail|_failed|handle_error|handle_alloc_error|capacity_overflow)\b|\bcore(\[\w+\])?::fmt::/;

/** The stack ends so far below a megabyte that addresses of what lies behind it have three bytes in the code, and not four. */
const STACK = 2 ** 20 - 2 ** 15;

const SCRIPTS = ["wasm", "locations", "reader"].map((name) => `scripts/setup/${name}.mjs`);
const generated = "ts/wasm/generated";
const glue = ["losscape_wasm.js", "losscape_wasm.d.ts"];
const wasmFile = (build) => `dist/${build.name}.wasm`;

export async function buildWasm() {
  for (const build of builds)
    await whenChanged({
      name: `wasm-${build.name}`,
      inputs: inputs(),
      outputs: [wasmFile(build), ...glue.map((name) => `${generated}/${name}`)],
      build: () => step(`building ${wasmFile(build)}`, () => publish(build)),
    });
  writeBuildInfo();
}

/** @returns the folder of a build with what only benches call, and with its own glue */
export async function buildWasmForBenches(name) {
  const build = {
    ...builds.find((build) => build.name === name),
    name: `bench-${name}`,
    features: ["bench"],
  };
  const folder = folderOf(build);
  await whenChanged({
    name: `wasm-${build.name}`,
    inputs: inputs(),
    outputs: [`build/wasm/${build.name}/stripped.wasm`],
    build: () => step(`building the ${name} module for benches`, () => compile(build)),
  });
  return folder;
}

function inputs() {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return hashOf(
    ["crates", "Cargo.toml", "Cargo.lock", "rust-toolchain.toml", ...SCRIPTS],
    lock.packages["node_modules/binaryen"].version,
  );
}

const folderOf = (build) => join(root, "build", "wasm", build.name);

async function publish(build) {
  await compile(build);
  const folder = folderOf(build);
  writeAtomically(join(root, wasmFile(build)), readFileSync(join(folder, "stripped.wasm")));
  if (build === builds[0]) {
    mkdirSync(join(root, generated), { recursive: true });
    for (const name of glue) copyFileSync(join(folder, name), join(root, generated, name));
  } else checkGlue(build, folder);
}

/** In the build's folder: `named.wasm`, which scripts/size.mjs reads, and `stripped.wasm`, the same without names. */
async function compile(build) {
  const folder = folderOf(build);
  const env = rustEnvironment({
    CARGO_TARGET_DIR: join(root, "target", `wasm-${build.name}`),
    CARGO_ENCODED_RUSTFLAGS: (await compilerFlags(build)).join("\x1f"),
  });
  // A wasm-bindgen of the crate's version is on the PATH, so wasm-pack downloads nothing.
  const wasmPack = ["build", "crates/wasm", "--target", "web", "--release", "--no-pack", "--no-gitignore"];
  const features = (build.features ?? []).flatMap((feature) => ["--features", feature]);
  await run(
    "wasm-pack",
    [...wasmPack, "--out-dir", folder, "--out-name", "losscape_wasm", "--", "--locked", ...features],
    {
      cwd: root,
      env,
    },
  );
  const optimiser = join(root, "node_modules", "binaryen", "bin", "wasm-opt");
  const optimise = (input, output, ...options) =>
    run(process.execPath, [
      optimiser,
      join(folder, input),
      ...BASELINE,
      ...build.optimiser,
      ...options,
      "-o",
      join(folder, output),
    ]);
  const trapping = await trapPanics(readFileSync(join(folder, "losscape_wasm_bg.wasm")));
  writeFileSync(join(folder, "folded.wat"), foldIntoSplats(trapping));
  await optimise(
    "folded.wat",
    "named.wasm",
    "-O3",
    "--converge",
    // Lets constant distances be part of a load instead of an addition before it: 12 of 60 operations in the loop of the
    // symmetric product. True, since the stack comes first: what lies below 1024 is the last of it.
    "--low-memory-unused",
    "--debuginfo",
  );
  // In the order of their names, what is alike is near each other: 1 KB less when compressed.
  await optimise(
    "named.wasm",
    "ordered.wasm",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
  );
  const ordered = readFileSync(join(folder, "ordered.wasm"));
  forgetLocations(ordered);
  writeFileSync(join(folder, "forgetful.wasm"), ordered);
  // A pass of its own: segments that had a name in the module that was read are not split.
  await optimise("forgetful.wasm", "stripped.wasm", "--memory-packing");
}

/** Panics are bugs of ours, and poison the instance by a trap without a text. @returns the module as text */
async function trapPanics(bytes) {
  // Imported here: set-up begins before node_modules is there.
  const { default: binaryen } = await import("binaryen");
  // Names stay, for scripts/size.mjs.
  binaryen.setDebugInfo(true);
  const module = binaryen.readBinary(bytes);
  let found = 0;
  for (let at = 0; at < module.getNumFunctions(); at++) {
    const reference = module.getFunctionByIndex(at);
    if (!PANICS.test(binaryen.getFunctionInfo(reference).name)) continue;
    binaryen.Function(reference).body = module.unreachable();
    found++;
  }
  if (found === 0) throw new SetupError("The module has no panics under the names of this toolchain.");
  const text = module.emitText();
  module.dispose();
  return text;
}

/**
 * Makes constant distances part of loads that splat, as --low-memory-unused does of plain loads (binaryen 132), those below
 * 1000: 3 of 30 operations in the loop of layers' products.
 */
function foldIntoSplats(text) {
  const load =
    /\((v128\.load\d+_splat)( align=\d+)?\s+\(i32\.add\s+(\(local\.get \S+\))\s+\(i32\.const (\d{1,3})\)\s+\)/g;
  const folded = text.replace(load, "($1 offset=$4$2 $3");
  if (folded === text)
    throw new SetupError("No load that splats has a constant distance in an addition before it.");
  return folded;
}

/** The modules are exchangeable under one glue only as long as wasm-bindgen makes the same for each. */
function checkGlue(build, folder) {
  for (const name of glue)
    if (!readFileSync(join(folder, name)).equals(readFileSync(join(root, generated, name))))
      throw new SetupError(
        `${name} of the ${build.name} build differs from that of the ${builds[0].name} build.`,
      );
}

/** Panic messages hold source paths: remapped, the file is the same from every checkout and names no home folder. */
async function compilerFlags(build) {
  const sysroot = (await run("rustc", ["--print", "sysroot"], { cwd: root, env: rustEnvironment() })).trim();
  return [
    "-C",
    `target-feature=${build.targetFeatures.join(",")}`,
    "-C",
    `link-arg=-zstack-size=${STACK}`,
    `--remap-path-prefix=${root}=losscape`,
    `--remap-path-prefix=${cargoHome}=cargo`,
    `--remap-path-prefix=${sysroot}=rust`,
  ];
}

/** The version and the hashes by which a run folder knows its build. */
function writeBuildInfo() {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const hashes = builds.map((build) => {
    const hash = createHash("sha256")
      .update(readFileSync(join(root, wasmFile(build))))
      .digest("hex");
    return `${build.name}: "${hash}"`;
  });
  const path = join(root, generated, "build.ts");
  const wasm = `{ ${hashes.join(", ")} }`;
  const text = `export const build = { version: "${version}", wasm: ${wasm}, exports: "${hashOfExports()}" } as const;\n`;
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeAtomically(path, text);
}

/** Of the names that the glue finds in either build, as ts/wasm/loader.ts compares it. */
function hashOfExports() {
  const module = new WebAssembly.Module(readFileSync(join(root, wasmFile(builds[0]))));
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  return createHash("sha256").update(names.sort().join()).digest("hex");
}
