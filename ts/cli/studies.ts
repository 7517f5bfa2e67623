import { findExperiment } from "../experiments/index.js";
import { type Level, paper } from "../experiments/paper.js";
import { takesData, withData } from "./data.js";
import { type Planned, planned, startCore } from "./running.js";
import { type Arguments, type Option, UsageError } from "./usage.js";

/** How much of the paper is reproduced. */
export const studyOptions = {
  quick: { help: `${paper.levels.quick} (the default)` },
  standard: { help: paper.levels.standard },
  full: { help: paper.levels.full },
  seed: { value: "S", help: "decides every random number (default: the experiments' own)" },
} as const satisfies Record<string, Option>;

/** @throws UsageError */
function levelOf(args: Arguments): Level {
  const asked = (Object.keys(paper.levels) as Level[]).filter((level) => args.on(level));
  if (asked.length > 1)
    throw new UsageError(`${asked.map((level) => `--${level}`).join(" and ")} exclude each other`);
  return asked[0] ?? "quick";
}

/** The runs of the paper's studies, in their order; it starts the core. @throws UsageError */
export async function plannedStudies(args: Arguments): Promise<Planned[]> {
  const level = levelOf(args);
  await startCore(args);
  const seed = args.text("seed");
  return Promise.all(
    paper.studies.map((study) => {
      const config = { ...study[level], ...(seed === undefined ? {} : { seed }) };
      const given = takesData(findExperiment(study.experiment))
        ? withData(args, config)
        : { config, inputs: {} };
      return planned(study.experiment, given);
    }),
  );
}
