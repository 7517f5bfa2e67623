import { canonicalJson } from "../base/canonical.js";
import { RunFolderError } from "../base/errors.js";
import type { Claim } from "../claims/claim.js";
import { judgeAll } from "../claims/judge.js";
import { rules } from "../claims/paper/index.js";
import { CLAIMS, claimColumns } from "../claims/table.js";
import { claimRows, figuresOf } from "../claims/words.js";
import { evidenceOf } from "../experiments/evidence.js";
import { EXPERIMENTS } from "../experiments/index.js";
import type { RunFolder } from "../runs/folder.js";
import { provenanceOf } from "../runs/identity.js";
import { folderStore } from "../runs/node/folder.js";
import type { Provenance, TableReader, TableSpec } from "../tables/spec.js";
import type { Finished } from "./finished.js";
import { inColumns, wrapped } from "./format.js";
import { SUFFIXES } from "./formats.js";
import { json } from "./reporting.js";

const CLAIMS_JSON = "claims.json";
const CLAIMS_ARROW = "claims.arrow";
/** What lies beside the runs of a reproduction, exports among them. */
export const CLAIMS_FILES = [
  CLAIMS_JSON,
  CLAIMS_ARROW,
  ...Object.values(SUFFIXES).map((suffix) => `claims.${suffix}`),
];

/** Every claim of the paper on finished runs. */
export async function claimsOfRuns(runs: readonly Finished[]): Promise<Claim[]> {
  const given = runs.flatMap(({ answer }) => answer.claims);
  // The answers have judged what one experiment decides: tables are read again for the others' rules alone.
  const open = rules.filter(({ id }) => given.every((claim) => claim.id !== id));
  const wanted = new Set(open.flatMap(({ experiments }) => experiments));
  const finished = [];
  for (const { folder } of runs) {
    const { experiment, config } = folder.record;
    if (wanted.has(experiment)) finished.push({ experiment, config, tables: await folder.tables() });
  }
  return judgeAll(rules, await evidenceOf(finished), {
    known: EXPERIMENTS.map(({ name }) => name),
    given,
  });
}

/** Writes them beside the runs: the same runs give the same bytes. */
export async function writeClaims(
  folder: string,
  claims: readonly Claim[],
  runs: readonly Finished[],
): Promise<void> {
  const { buildTable, toBytes } = await import("../tables/index.js");
  const store = folderStore(folder);
  const provenance = provenanceOfClaims(runs.map((run) => run.folder));
  const table = buildTable(CLAIMS, claimColumns(claims), provenance);
  await store.write(CLAIMS_JSON, new TextEncoder().encode(json(claims)));
  await store.write(CLAIMS_ARROW, toBytes(table));
}

/** The table of claims that lies beside runs; undefined where there is none. */
export async function claimsIn(
  folder: string,
  runs: readonly RunFolder[],
): Promise<{ readonly table: TableReader; readonly provenance: Provenance } | undefined> {
  const bytes = await folderStore(folder).read(CLAIMS_ARROW);
  if (bytes === undefined) return undefined;
  const { fromBytes, readerOf } = await import("../tables/index.js");
  try {
    return { table: readerOf<TableSpec>(CLAIMS, fromBytes(bytes)), provenance: provenanceOfClaims(runs) };
  } catch (cause) {
    throw new RunFolderError(folder, `${CLAIMS_ARROW} is damaged: reproduce again`, { cause });
  }
}

function provenanceOfClaims(runs: readonly RunFolder[]): Provenance {
  const [first] = runs;
  if (first === undefined) throw new Error("there are no runs to judge claims by");
  const configs = runs.map(
    ({ record }) => [record.experiment, JSON.parse(provenanceOf(record, CLAIMS).config)] as const,
  );
  return {
    ...provenanceOf(first.record, CLAIMS),
    config: canonicalJson(Object.fromEntries(configs)),
    experiment: "reproduce",
  };
}

const GAP = "  ";
const WIDEST = 100;
const NARROWEST = 72;

/** Claims as a table for people: what the paper says, and what became of it on the glass and on networks. */
export function claimsTable(claims: readonly Claim[], columns: number): string {
  const width = Math.max(NARROWEST, Math.min(columns || 80, WIDEST));
  const side = Math.floor((width - 2 * GAP.length) * 0.3);
  const widths = [width - 2 * GAP.length - 2 * side, side, side] as const;
  const lines = block(["claim", "glass", "networks"], widths);
  for (const { number, title, glass, networks, both } of claimRows(claims)) {
    const name = number === "" ? title : `${number} ${title}`;
    const cells = both === undefined ? [cell(glass), cell(networks)] : [cell(both)];
    const ofCells = both === undefined ? widths : ([widths[0], 2 * side + GAP.length] as const);
    lines.push("", ...block([name, ...cells], ofCells));
  }
  return `${lines.join("\n")}\n`;
}

const cell = (claim: Claim | undefined) =>
  claim === undefined ? "–" : `${claim.verdict}\n${figuresOf(claim)}`;

/** Texts beside each other, each wrapped to its column. */
function block(texts: readonly string[], widths: readonly number[]): string[] {
  const cells = texts.map((text, c) =>
    text.split("\n").flatMap((part) =>
      wrapped(part, widths[c] as number)
        .trimEnd()
        .split("\n"),
    ),
  );
  return inColumns(cells, widths, GAP);
}
