import type { Experiment } from "../../experiments/experiment.js";
import { experiments } from "../../runs/api.js";
import { experimentHelp } from "../experiment-help.js";
import { json } from "../reporting.js";
import type { Command } from "../usage.js";

export const listExperiments: Command = {
  name: "experiments",
  summary: "What can be run, with each config's keys and defaults.",
  operands: [],
  options: { json: { help: "each config's JSON Schema and defaults, on standard output" } },
  example: "losscape experiments",
  async run(args, io) {
    io.stdout.write(
      args.on("json")
        ? json(experiments.list.map(described))
        : experiments.list.map(experimentHelp).join("\n"),
    );
  },
};

const described = ({ name, question, config }: Pick<Experiment, "name" | "question" | "config">) => ({
  name,
  question,
  config: { $schema: "https://json-schema.org/draft/2020-12/schema", ...config.json },
  defaults: config.defaults,
});
