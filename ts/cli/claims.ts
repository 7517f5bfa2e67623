import { canonicalJson } from "../base/canonical.js";
import type { Claim } from "../claims/claim.js";
import { judgeAll } from "../claims/judge.js";
import { rules } from "../claims/paper/index.js";
import { CLAIMS, claimColumns } from "../claims/table.js";
import { claimRows, figuresOf } from "../claims/words.js";
import { evidenceOf } from "../experiments/evidence.js";
import { experiments } from "../experiments/index.js";
import { provenanceOf } from "../runs/identity.js";
import { folderStore } from "../runs/node/folder.js";
import type { Finished } from "./finished.js";
import { wrapped } from "./format.js";
import { json } from "./reporting.js";

export const CLAIMS_JSON = "claims.json";
export const CLAIMS_ARROW = "claims.arrow";

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
    known: experiments.map(({ name }) => name),
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
  const records = runs.map(({ folder: { record } }) => record);
  const configs = records.map(
    (record) => [record.experiment, JSON.parse(provenanceOf(record, CLAIMS).config)] as const,
  );
  const [first] = records;
  if (first === undefined) throw new Error("there are no runs to judge claims by");
  const table = buildTable(CLAIMS, claimColumns(claims), {
    ...provenanceOf(first, CLAIMS),
    config: canonicalJson(Object.fromEntries(configs)),
    experiment: "reproduce",
  });
  await store.write(CLAIMS_JSON, new TextEncoder().encode(json(claims)));
  await store.write(CLAIMS_ARROW, toBytes(table));
}

const GAP = "  ";
const WIDEST = 100;
const NARROWEST = 72;

/** Claims as a table for people: what the paper says, and what became of it on the glass and on networks. */
export function claimsTable(claims: readonly Claim[], columns: number): string {
  const width = Math.max(NARROWEST, Math.min(columns || 80, WIDEST));
  const side = Math.floor((width - 2 * GAP.length) * 0.3);
  const widths = [width - 2 * GAP.length - 2 * side, side, side] as const;
  const lines = [line(["claim", "glass", "networks"], widths)];
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

/** Cells of several lines beside each other. */
function block(cells: readonly string[], widths: readonly number[]): string[] {
  const wrappedCells = cells.map((text, c) =>
    text.split("\n").flatMap((part) =>
      wrapped(part, widths[c] as number)
        .trimEnd()
        .split("\n"),
    ),
  );
  const height = Math.max(...wrappedCells.map(({ length }) => length));
  return Array.from({ length: height }, (_, row) =>
    line(
      wrappedCells.map((lines) => lines[row] ?? ""),
      widths,
    ),
  );
}

const line = (cells: readonly string[], widths: readonly number[]) =>
  cells
    .map((text, c) => text.padEnd(widths[c] as number))
    .join(GAP)
    .trimEnd();
