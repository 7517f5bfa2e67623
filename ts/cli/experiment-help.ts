import type { Field } from "../base/schema.js";
import type { Experiment } from "../experiments/experiment.js";
import { experiments } from "../runs/api.js";
import { aligned } from "./format.js";

/** What an experiment asks, and its config's keys. */
export function experimentHelp({ name, question, config }: Experiment): string {
  const fields: Readonly<Record<string, Field<unknown>>> = config.fields;
  const rows = Object.entries(fields).map(([key, field]) => [
    `  ${key}`,
    JSON.stringify(field.default) ?? "",
    field.help,
  ]);
  return `${name}: ${question}\n${aligned(["  key", "default", "meaning"], rows)}`;
}

/** Of the experiments among a command's operands, or of all. */
export function helpOfExperiments(operands: readonly string[]): string {
  const named = experiments.list.filter(({ name }) => operands.includes(name));
  return (named.length > 0 ? named : experiments.list).map(experimentHelp).join("\n");
}
