// node bench/run.mjs [--check] [--record] [name …]
//
// Runs the benches against dist/ and prints each figure beside its peer and the machine's limit, all of one run.
// --check runs small sizes once and fails on a wrong answer; times are never judged.
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import descents from "./descents.mjs";
import eigen from "./eigen.mjs";
import glass from "./glass.mjs";
import { machine } from "./machine.mjs";
import workers from "./workers.mjs";

const benches = [glass, eigen, descents, workers];

const { values: options, positionals: names } = parseArgs({
  options: { check: { type: "boolean", default: false }, record: { type: "boolean", default: false } },
  allowPositionals: true,
});
const unknown = names.find((name) => benches.every((bench) => bench.name !== name));
if (unknown !== undefined) {
  console.error(`bench: got ${unknown}, expected ${benches.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

const about = await machine();
console.log(
  Object.entries(about)
    .map(([key, value]) => `${key} ${value}`)
    .join(" · "),
);
const failures = [];
const record = { ...about, benches: {} };
for (const bench of benches) {
  if (names.length > 0 && !names.includes(bench.name)) continue;
  console.log(`\n${bench.name}: ${bench.question}`);
  const rows = await bench.run({ check: options.check, limit: about["f64 multiply-add GFLOP/s"] });
  console.table(rows.map(({ wrong, ...row }) => row));
  record.benches[bench.name] = rows;
  for (const { wrong } of rows) if (wrong) failures.push(`${bench.name}: ${wrong}`);
}
if (options.record) {
  const folder = new URL("./record/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const file = new URL(`${about.date}.json`, folder);
  writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
  console.log(`\nrecord: bench/record/${about.date}.json`);
}
for (const failure of failures) console.error(`wrong answer: ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;
