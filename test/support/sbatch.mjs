// Stands in for Slurm's sbatch: runs a script's array at once, one task after another, in whatever order, as Slurm might.
// `SLURM_LOG` gets a line a submission; a submission that depends on a job runs only where that one succeeded.
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, readFileSync } from "node:fs";

const log = process.env.SLURM_LOG;
const file = process.argv.at(-1);
const directives = [...readFileSync(file, "utf8").matchAll(/^#SBATCH (--.+)$/gm)].map(([, word]) => word);
const options = new Map();
for (const word of [...directives, ...process.argv.slice(2, -1)]) {
  const [, name, value = ""] = /^--([a-z-]+)(?:=(.+))?$/.exec(word);
  options.set(name, value);
}
const known = ["job-name", "array", "time", "mem", "cpus-per-task", "parsable", "dependency"];
const unknown = [...options.keys()].filter((name) => !known.includes(name));
const shapes = { time: /^\d+:[0-5]\d:\d\d$/, mem: /^\d+M$/, "cpus-per-task": /^\d+$/, array: /^\d+(-\d+)?$/ };
const wrong = Object.entries(shapes).filter(([name, shape]) => !shape.test(options.get(name)));
if (unknown.length > 0 || wrong.length > 0) {
  console.error(`sbatch: ${[...unknown, ...wrong.map(([name]) => name)].join()}`);
  process.exit(1);
}
const before = existsSync(log) ? readFileSync(log, "utf8").split("\n").filter(Boolean).map(JSON.parse) : [];
const [, needed] = /^afterok:(\d+)$/.exec(options.get("dependency") ?? "") ?? [];
const id = before.length + 1;
let failed = 0;
if (needed === undefined || before.some((job) => job.id === Number(needed) && job.failed === 0)) {
  const [first, last = first] = options.get("array").split("-").map(Number);
  for (let task = last; task >= first; task--) {
    const env = { ...process.env, SLURM_JOB_ID: String(id), SLURM_ARRAY_TASK_ID: String(task) };
    const { status, stderr } = spawnSync("/bin/sh", [file], { env, encoding: "utf8" });
    if (status === 0) continue;
    failed += 1;
    console.error(stderr);
  }
} else failed = 1;
appendFileSync(log, `${JSON.stringify({ id, failed, options: Object.fromEntries(options) })}\n`);
console.log(options.has("parsable") ? `${id};cluster` : `Submitted batch job ${id}`);
