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

const namedAmong = (operands: readonly string[]) =>
  experiments.list.filter(({ name }) => operands.includes(name));

/** Of the experiments among a command's operands, or of all. */
export function helpOfExperiments(operands: readonly string[]): string {
  const named = namedAmong(operands);
  return (named.length > 0 ? named : experiments.list).map(experimentHelp).join("\n");
}

/** The experiment among a command's operands, or the first, with fewer of its sizes than by default: "dynamics --set sizes=25,50". */
export function exampleRun(operands: readonly string[]): string {
  const [experiment = experiments.list[0]] = namedAmong(operands);
  const fields: Readonly<Record<string, Field<unknown>>> = experiment.config.fields;
  const lists = Object.entries(fields).flatMap(([key, field]) =>
    Array.isArray(field.default) ? [{ key, values: field.default }] : [],
  );
  const sets = lists.slice(0, 1).map(({ key, values }) => ` --set ${key}=${values.slice(0, 2)}`);
  return experiment.name + sets.join("");
}
