import { answer } from "../../ts/experiments/spin-glass-minima/answer.js";
import { MINIMA, SPECTRA } from "../../ts/glass/tables.js";
import type { ReportInput } from "../../ts/report/index.js";
import { CONFIG, tablesOf } from "../experiments/made-minima.js";

const rows = [25, 50, 100].flatMap((n) =>
  [1, 2, 3].flatMap((draw) =>
    [-0.04, -0.01, 0.05].map((off) => ({
      n,
      draw: n + draw,
      energy: -1.63 + 1.7 * n ** (-2 / 3) + draw / 100 + off,
    })),
  ),
);
export const found = await answer(CONFIG, tablesOf(rows));
export const input: ReportInput = {
  date: "2026-11-26",
  claims: found.claims,
  experiments: [
    {
      name: "spin-glass-minima",
      question: "Where do descents from random starts end, as N grows?",
      config: { ...CONFIG, method: "</style><script>alert(1)</script>" },
      command: "losscape run spin-glass-minima --set replicas=100",
      answer: found,
      tables: [
        { file: "tables/minima.arrow", rows: rows.length, ...MINIMA },
        { file: "tables/spectra.arrow", rows: rows.length, ...SPECTRA },
      ],
      run: {
        version: "1.2.3",
        wasmHash: "abc123",
        backend: "strict",
        shards: 24,
        made: {
          workers: 2,
          seconds: 83.2,
          engine: "Node 20.20.2",
          reused: 4,
        },
      },
    },
  ],
  notes: ["Networks are not part of it & nothing else is."],
};
