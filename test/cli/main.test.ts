import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { givenConfig } from "../../ts/cli/config.js";
import type { Arguments } from "../../ts/cli/usage.js";
import { EXPERIMENTS } from "../../ts/experiments/index.js";
import { spinGlassMinima } from "../../ts/experiments/spin-glass-minima/index.js";
import { provideHost } from "../../ts/runs/host.js";
import { folderStore } from "../../ts/runs/node/folder.js";
import { losscape as runCommand } from "../support/cli.js";
import { startCore } from "../support/core.js";

let root: string;
beforeAll(async () => {
  provideHost({ engine: "test", cores: 1, memory: 2e9, openFolder: folderStore });
  await startCore();
});
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "losscape-cli-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const losscape = (...argv: string[]) => runCommand(argv);

const tiny = (out: string) => [
  "run",
  "spin-glass-minima",
  "--set",
  "sizes=[5]",
  "--set",
  "disorders=2",
  "--set",
  "replicas=3",
  "--out",
  out,
];

test.each([
  ["sizes=[]", "sizes: got [], expected a list of 1 to 64 entries"],
  ["sizes=[0]", "sizes[0]: got 0, expected a whole number from 2"],
  ["sizes=[1]", "sizes[0]: got 1, expected a whole number from 2"],
  ["sizes=25,", 'sizes[1]: got "", expected a whole number from 2'],
  ["p=7", "p: got 7, expected a whole number from 2 to 6"],
  ["sizes=[1172]", "sizes[0]: got 1172, expected a whole number from 2 to 1171 at p = 3"],
  ["replica=4", "replica: no such key (did you mean replicas?); the keys are p, sizes"],
  [
    "seed=x",
    'seed: got "x", expected a whole number from 0 to 2^64 - 1 (above 2^53 - 1 its digits in quotes)',
  ],
  ["tolerance=-1", "tolerance: got -1, expected a number above 0"],
  ["spins=3", "spins: no such key; the keys are p, sizes"],
  ["__proto__=3", "__proto__: no such key; the keys are p, sizes"],
  ["toString=3", "toString: no such key; the keys are p, sizes"],
  [
    "seed=18446744073709551616",
    'seed: got "18446744073709551616", expected a whole number from 0 to 2^64 - 1',
  ],
  ["sizes", '--set: got "sizes", expected key=value'],
])("run --set %s exits 2 with one sentence and writes nothing", async (set, sentence) => {
  const { code, out, err } = await losscape(
    "run",
    "spin-glass-minima",
    "--set",
    set,
    "--out",
    join(root, "run"),
  );
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(err.startsWith(`losscape: ${sentence}`)).toBe(true);
  expect(err.trimEnd()).not.toContain("\n");
  expect(await readdir(root)).toEqual([]);
});

test.each([
  [["rnu"], "there is no command rnu (did you mean run?); the commands are reproduce, run"],
  [["help", "stats"], "there is no command stats (did you mean status?)"],
  [["--versoin"], "there is no option --versoin (did you mean --version?)"],
  [["completion", "bsh"], 'SHELL: got "bsh", expected bash or zsh or fish (did you mean bash?)'],
  [["run"], "EXPERIMENT is missing; see losscape run --help"],
  [["run", "nope"], 'experiment: got "nope", expected spin-glass-minima'],
  [
    ["run", "spin-glass-minima", "--worker", "5"],
    "unknown option '--worker' (did you mean --workers?); see losscape run --help",
  ],
  [["run", "spin-glass-minima", "more"], '"more" is too much; see losscape run --help'],
  [["run", "spin-glass-minima", "--sizes", "5"], "unknown option '--sizes'; see losscape run --help"],
  [["run", "spin-glass-minima", "--out"], "option '--out <value>' argument missing; see losscape run --help"],
  [
    ["run", "spin-glass-minima", "--simd", "fast"],
    '--simd: got "fast", expected "strict" or "relaxed" or "auto"',
  ],
  [
    ["run", "spin-glass-minima", "--workers", "1025"],
    '--workers: got "1025", expected a whole number from 0 to 1024',
  ],
  [["run", "spin-glass-minima", "--workers", "all"], '--workers: got "all", expected a whole number from 0'],
  [
    ["run", "spin-glass-minima", "--config", "no-such-file.json"],
    '--config: got "no-such-file.json", expected a file of JSON (there is no such file)',
  ],
  [["reproduce", "--full", "--standard"], "--standard and --full exclude each other"],
  [["reproduce", "--seed", "x"], 'seed: got "x", expected a whole number from 0 to 2^64 - 1'],
  [["theory", "--n", "0"], '--n: got "0", expected a whole number from 2 to 1000'],
  [["theory", "--n", "3000"], '--n: got "3000", expected a whole number from 2 to 1000'],
  [["theory", "--p", "100", "--n", "400"], '--n: got "400", expected a whole number from 2 to 304'],
  [["theory", "--p", "1"], '--p: got "1", expected a whole number ≥ 2'],
])("%j exits 2 and says what is wrong", async (argv, sentence) => {
  const { code, err } = await losscape(...argv);
  expect(err).toContain(`losscape: ${sentence}`);
  expect(err.trimEnd()).not.toContain("\n");
  expect(code).toBe(2);
});

test("an experiment's name that is nearly right is told the right one", async () => {
  const { code, err } = await losscape("run", "spin-glass-minma");
  expect(err).toMatch(
    /^losscape: experiment: got "spin-glass-minma", .*\(did you mean spin-glass-minima\?\)\n$/,
  );
  expect(code).toBe(2);
});

test("a folder that cannot be used exits 1 with one sentence, and nothing is written to it", async () => {
  await writeFile(join(root, "thesis.tex"), "");
  for (const command of [tiny(root), ["reproduce", "--out", root]]) {
    const { code, err } = await losscape(...command);
    expect(code).toBe(1);
    expect(err).toMatch(/^losscape: .* is not empty and holds .*\n$/);
  }
  expect(await readdir(root)).toEqual(["thesis.tex"]);
});

test("every command shows its help with an example, and so does the program", async () => {
  for (const command of [
    "reproduce",
    "run",
    "eigen",
    "plan",
    "merge",
    "verify",
    "status",
    "report",
    "theory",
    "experiments",
    "completion",
  ]) {
    const { code, out } = await losscape(command, "--help");
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^losscape ${command}[^]*Example:\n {2}losscape ${command}`));
    expect(await losscape("help", command)).toEqual({ code, out, err: "" });
    expect((await losscape(command, "-h")).out).toBe(out);
  }
  expect((await losscape("--help")).out).toContain("Example:");
  expect((await losscape("help", "--help")).out).toBe((await losscape("--help")).out);
  expect(await losscape()).toMatchObject({ code: 2, out: "" });
});

test("run's help has the experiments and the keys of their configs", async () => {
  for (const argv of [
    ["help", "run"],
    ["run", "--help"],
    ["help", "run", "spin-glass-minima"],
  ]) {
    const { out } = await losscape(...argv);
    expect(out).toContain("spin-glass-minima: Where do descents");
    expect(out).toMatch(/sizes +\[25,50,100\] +numbers of spins N/);
  }
});

test.each(EXPERIMENTS.map((experiment) => [experiment.name, experiment] as const))(
  "the help of `run %s` ends in a line that runs it, with a key of its own",
  async (name, { config }) => {
    const { out } = await losscape("help", "run", name);
    const [, set] =
      new RegExp(`\\n {2}losscape run ${name} --set (\\S+) --out runs/first\\n$`).exec(out) ?? [];
    const args = { text: () => undefined, texts: () => [set] } as unknown as Arguments;
    const given = await givenConfig(args, config);
    expect(config.parse(given)).toMatchObject(given);
  },
);

test.each(["25", "[25]", "25,50", "[25, 50]"])("--set sizes=%s is a list", async (text) => {
  const sizes = text.includes("50") ? [25, 50] : [25];
  const { config } = spinGlassMinima;
  const args = { text: () => undefined, texts: () => [`sizes=${text}`] } as unknown as Arguments;
  expect(await givenConfig(args, config)).toEqual({ sizes });
});

test("--version names the version and the builds' hashes", async () => {
  expect(await losscape("-V")).toEqual(await losscape("--version"));
  expect((await losscape("--version")).out).toMatch(
    /^losscape \d+\.\d+\.\d+ \(strict [0-9a-f]{12}, relaxed [0-9a-f]{12}, code [0-9a-f]{12}\)\n$/,
  );
});

test("experiments --json holds each config's schema and defaults", async () => {
  const [first] = JSON.parse((await losscape("experiments", "--json")).out);
  expect(first.name).toBe("spin-glass-minima");
  expect(first.config.properties.sizes.type).toBe("array");
  expect(first.defaults.sizes).toEqual([25, 50, 100]);
  expect((await losscape("experiments")).out).toContain("draws of the couplings a size");
});

test("theory prints the constants of p = 3 and the expected count at N = 10", async () => {
  const { out } = await losscape("theory", "--json");
  expect(JSON.parse(out)).toMatchObject({
    p: 3,
    n: 10,
    threshold: expect.closeTo(1.632993, 6),
    ground_state: expect.closeTo(1.656998, 6),
  });
  expect((await losscape("theory")).out).toContain("1.632993");
});

test("a run says its estimate first, ends in its answer, leaves a report, and again computes nothing", async () => {
  const out = join(root, "run");
  const first = await losscape(...tiny(out));
  expect(first.err).toMatch(
    /^spin-glass-minima: 2 shards, about \d+ s on 1 worker, up to \d+ MB of memory; in /,
  );
  expect(first.code).toBe(0);
  expect(first.out).toMatch(/^Of 6 descents 6 ended in minima\./);
  expect(first.out).toMatch(
    /\n\nMinima of the spherical 3-spin glass\nN +mean H\/N +spread within a draw +descents at index 0\n5 /,
  );
  expect(first.out).toMatch(/\n−E∞, threshold +−1\.633\n−E₀, ground state +−1\.657\n$/);
  expect(first.out).not.toContain("mean_iterations");
  expect(Math.max(...first.out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(first.err.endsWith(`the report is ${join(out, "report.html")}\n`)).toBe(true);
  expect(existsSync(join(out, "report.html"))).toBe(true);

  const again = await losscape(...tiny(out), "--json");
  expect(again.err).toContain("2 shards (2 of them finished before), nothing is left to compute");
  expect(JSON.parse(again.out)).toMatchObject({
    experiment: "spin-glass-minima",
    folder: out,
    tables: [
      { name: "minima", rows: 6 },
      { name: "spectra", rows: 6 },
    ],
    report: join(out, "report.html"),
    run: { shards: 2, reused: 0, workers: 1 },
    summary: { title: "Minima of the spherical 3-spin glass" },
  });

  const verbose = await losscape(...tiny(out), "--verbose", "-q");
  expect(verbose.err).toBe("");
  expect(verbose.out).toMatch(/\nnumber [\s\S]*\nmean_iterations +5 /);
});

test("the report's path is a link where that is asked for", async () => {
  const out = join(root, "run");
  const report = join(out, "report.html");
  const { err } = await runCommand(tiny(out), undefined, { env: { FORCE_HYPERLINK: "1" } });
  expect(err).toContain(`the report is \x1b]8;;${pathToFileURL(report).href}\x1b\\${report}\x1b]8;;\x1b\\\n`);
});

test("a config file with a byte order mark is read", async () => {
  const file = join(root, "config.json");
  await writeFile(file, '\ufeff{"sizes": [5], "disorders": 1, "replicas": 2}');
  const { code, out } = await losscape(
    "run",
    "spin-glass-minima",
    "--config",
    file,
    "--out",
    join(root, "run"),
    "--json",
  );
  expect(code).toBe(0);
  expect(JSON.parse(out).config).toMatchObject({ sizes: [5], replicas: 2 });
});

test("a config file is read, and --set goes over it", async () => {
  const file = join(root, "config.json");
  await writeFile(file, '{"sizes": [5, 6], "disorders": 1, "replicas": 2, "seed": 18446744073709551615}');
  const { out } = await losscape(
    "run",
    "spin-glass-minima",
    "--config",
    file,
    "--set",
    "replicas=3",
    "--out",
    join(root, "run"),
    "--json",
  );
  expect(JSON.parse(out).config).toMatchObject({ sizes: [5, 6], replicas: 3, seed: "18446744073709551615" });
});

test("status tells what is done, and report writes the report again", async () => {
  const out = join(root, "all", "spin-glass-minima");
  await mkdir(join(root, "all"));
  await losscape(...tiny(out));
  expect((await losscape("status", join(root, "all"))).out).toBe(
    `${out}: spin-glass-minima, 2 of 2 shards done, 0 running, 0 failed\n`,
  );
  const report = join(out, "report.html");
  await rm(report);
  expect((await losscape("report", out)).out).toBe(`${report}\n`);
  expect(existsSync(report)).toBe(true);
  await rm(join(out, "shards", "n5-draw0.json"));
  expect(JSON.parse((await losscape("status", out, "--json")).out)).toMatchObject([
    { shards: 2, done: 1, running: [], failed: [] },
  ]);
});

test("status and report of a folder without a run exit 1", async () => {
  for (const command of ["status", "report"]) {
    const { code, err } = await losscape(command, root);
    expect(code).toBe(1);
    expect(err).toContain("holds no run");
  }
});
