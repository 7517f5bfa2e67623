// How large the strict module is, and which part of the library its code comes from: node scripts/size.mjs
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { root } from "./setup/paths.mjs";
import { Reader, sectionsOf } from "./setup/reader.mjs";

/** Bytes of the file, and of it as servers send it. Raised only in the commit that needs it, with the reason in CHANGELOG. */
const MOST = { raw: 470_600, gzipped: 191_300 };

/** Bytes of an area's functions, which their names tell; `rest` has the others, and all that is no code. */
const AREAS = [
  {
    name: "eigen",
    of: /losscape_(?:core|wasm)::(?:eigen|lanczos|sort|vector)|losscape_kernels::(?!coupling|dense|elementary|binary|gram)|^job_(?:eigen|inertia|lanczos|quadrature)/,
    most: 131_600,
  },
  {
    name: "glass",
    of: /losscape_(?:core|wasm)::(?:angle|glass|critical|optimise|rng)|losscape_kernels::coupling|libm|^glass_/,
    most: 148_700,
  },
  {
    name: "network",
    of: /losscape_(?:core|wasm)::(?:network|data)|losscape_kernels::(?:dense|elementary|binary|gram)|^(?:network|samples)_|^job_training/,
    most: 133_600,
  },
];
const REST = { name: "rest", most: 56_800 };

/** @returns a row a number: what, bytes, and the most that it may be */
function sizes() {
  const published = readFileSync(join(root, "dist/strict.wasm"));
  const areas = new Map(AREAS.map(({ name }) => [name, 0]));
  for (const { name, size } of functions(readFileSync(join(root, "build/wasm/strict/named.wasm")))) {
    const area = AREAS.find(({ of }) => of.test(name));
    if (area !== undefined) areas.set(area.name, areas.get(area.name) + size);
  }
  const placed = [...areas.values()].reduce((sum, bytes) => sum + bytes, 0);
  return [
    { what: "raw", bytes: published.length, most: MOST.raw },
    { what: "gzipped", bytes: gzipSync(published, { level: 9 }).length, most: MOST.gzipped },
    ...AREAS.map(({ name, most }) => ({ what: name, bytes: areas.get(name), most })),
    { what: REST.name, bytes: published.length - placed, most: REST.most },
  ];
}

/** Sentences about what is too large. */
export function tooLarge() {
  const rows = sizes();
  console.table(rows);
  return rows
    .filter(({ bytes, most }) => bytes > most)
    .map(({ what, bytes, most }) => `strict.wasm, ${what}: ${bytes} bytes, more than ${most}`);
}

/** The functions of a module with a name section, and the bytes of each. */
function functions(module) {
  const names = new Map();
  const sizes = [];
  let imported = 0;
  for (const [id, bytes] of sectionsOf(module)) {
    const section = new Reader(bytes);
    if (id === 2) imported = countImported(section);
    else if (id === 10)
      for (let left = section.number(); left > 0; left--) sizes.push(section.bytes().length);
    else if (id === 0 && section.text() === "name") readNames(section, names);
  }
  return sizes.map((size, at) => ({ name: names.get(imported + at) ?? "", size }));
}

/** The glue gives functions, and nothing else. */
function countImported(section) {
  const count = section.number();
  for (let left = count; left > 0; left--) {
    const [module, name, kind] = [section.text(), section.text(), section.byte()];
    if (kind !== 0) throw new Error(`strict.wasm imports ${module}.${name}, which is no function`);
    section.number();
  }
  return count;
}

function readNames(section, names) {
  while (!section.atEnd) {
    const kind = section.byte();
    const part = new Reader(section.bytes());
    if (kind === 1) for (let left = part.number(); left > 0; left--) names.set(part.number(), part.text());
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const wrong = tooLarge();
  for (const sentence of wrong) console.error(sentence);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
