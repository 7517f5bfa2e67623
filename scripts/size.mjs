// How large the strict module is, and which part of the library its code comes from: node scripts/size.mjs
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { root } from "./setup/paths.mjs";
import { Reader, sectionsOf } from "./setup/reader.mjs";

/** Bytes of the file, and of it as servers send it. Raised only in the commit that needs it, with the reason in CHANGELOG. */
const MOST = { raw: 431_500, gzipped: 180_400 };

/** Those of the library as first planned: eigen, glass and network, without what finds and joins critical points. */
const MOST_WITHOUT_CRITICAL = { raw: 400_000, gzipped: 165_000 };

/** Bytes of an area's functions, which their names tell, the first that does; `rest` has the others, and all that is no code. */
const AREAS = [
  {
    name: "critical",
    of: /losscape_core::(?:critical|glass::(?:fall|known|links|saddles|search|string))|^glass_(?:criticalPoints|links|saddles)/,
    most: 47_000,
  },
  {
    name: "eigen",
    of: /losscape_(?:core|wasm)::(?:eigen|lanczos|sort|vector)|losscape_kernels::(?!angle|coupling|dense|elementary|binary|gram|philox)|^job_(?:eigen|inertia|lanczos|quadrature)/,
    most: 119_800,
  },
  {
    name: "glass",
    of: /losscape_(?:core|wasm)::(?:glass|optimise|rng)|losscape_kernels::(?:angle|coupling|philox)|libm|^glass_/,
    most: 88_100,
  },
  {
    name: "network",
    of: /losscape_(?:core|wasm)::(?:network|data)|losscape_kernels::(?:dense|elementary|binary|gram)|^(?:network|samples)_|^job_training/,
    most: 118_200,
  },
];
const REST = { name: "rest", most: 61_500 };

/** @returns a row a number: what, bytes, and the most that it may be */
function sizes() {
  const published = readFileSync(join(root, "dist/strict.wasm"));
  const all = functions(readFileSync(join(root, "build/wasm/strict/named.wasm")));
  const areaOf = ({ name }) => (AREAS.find(({ of }) => of.test(name)) ?? REST).name;
  const areas = AREAS.map(({ name, most }) => {
    const { raw } = bytesOf(all.filter((one) => areaOf(one) === name));
    return { what: name, bytes: raw, most };
  });
  const whole = bytesOf([{ body: published }]);
  // What the code of all areas has more than that of the others.
  const [code, others] = [all, all.filter((one) => areaOf(one) !== "critical")].map(bytesOf);
  const rest = whole.raw - areas.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    ...["raw", "gzipped"].flatMap((what) => [
      { what, bytes: whole[what], most: MOST[what] },
      {
        what: `${what}, without critical`,
        bytes: whole[what] - (code[what] - others[what]),
        most: MOST_WITHOUT_CRITICAL[what],
      },
    ]),
    ...areas,
    { what: REST.name, bytes: rest, most: REST.most },
  ];
}

/** Of functions one after another, and compressed together. */
function bytesOf(functions) {
  const bodies = Buffer.concat(functions.map(({ body }) => body));
  return { raw: bodies.length, gzipped: gzipSync(bodies, { level: 9 }).length };
}

/** Sentences about what is too large. */
export function tooLarge() {
  const rows = sizes();
  console.table(rows);
  return rows
    .filter(({ bytes, most }) => bytes > most)
    .map(({ what, bytes, most }) => `strict.wasm, ${what}: ${bytes} bytes, more than ${most}`);
}

/** The functions of a module with a name section, in the order of their names, which is that of the published file. */
function functions(module) {
  const names = new Map();
  const bodies = [];
  let imported = 0;
  for (const [id, bytes] of sectionsOf(module)) {
    const section = new Reader(bytes);
    if (id === 2) imported = countImported(section);
    else if (id === 10) for (let left = section.number(); left > 0; left--) bodies.push(section.bytes());
    else if (id === 0 && section.text() === "name") readNames(section, names);
  }
  return bodies
    .map((body, at) => ({ name: names.get(imported + at) ?? "", body }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
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
