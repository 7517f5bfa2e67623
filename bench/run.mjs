// node bench/run.mjs [--check] [--record] [--only key=value[,value]]… [name …]
//
// Runs the benches against dist/ and prints each figure beside its peer and the machine's limit, all of one run.
// --check runs small sizes once and fails on a wrong answer; times are never judged.
// --only takes a part of a bench that has parts, as in `eigen --only n=500,1000 --only task=values`,
// or `glass --only task=evaluation --only p=4`.
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import critical from "./critical/index.mjs";
import descents from "./descents.mjs";
import crossovers from "./eigen/crossovers.mjs";
import eigen from "./eigen/index.mjs";
import glass from "./glass/index.mjs";
import { machine } from "./machine.mjs";
import network from "./network/index.mjs";
import workers from "./workers.mjs";

const benches = [glass, critical, eigen, crossovers, descents, network, workers];

const { values: options, positionals: names } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
  },
  allowPositionals: true,
});
const unknown = names.find((name) => benches.every((bench) => bench.name !== name));
if (unknown !== undefined) {
  console.error(`bench: got ${unknown}, expected ${benches.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

const only = Object.fromEntries(
  options.only.map((part) => part.split("=")).map(([key, values = ""]) => [key, values.split(",")]),
);

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
  const limit = about["f64 multiply-add GFLOP/s"];
  const result = await bench.run({ check: options.check, only, limit });
  // A bench gives rows, or rows with further tables and facts by name.
  const { rows, ...tables } = Array.isArray(result) ? { rows: result } : result;
  console.table(rows.map(({ wrong, ...row }) => row));
  for (const [name, table] of Object.entries(tables)) {
    if (typeof table === "string") console.log(`${name}: ${table}`);
    else {
      console.log(name);
      console.table(table);
    }
  }
  record.benches[bench.name] = result;
  for (const { wrong } of rows) if (wrong) failures.push(`${bench.name}: ${wrong}`);
}
if (options.record) {
  const folder = new URL("./record/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const name = `${[about.date, ...names].join("-")}.json`;
  writeFileSync(new URL(name, folder), `${JSON.stringify(record, null, 2)}\n`);
  console.log(`\nrecord: bench/record/${name}`);
}
for (const failure of failures) console.error(`wrong answer: ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;
