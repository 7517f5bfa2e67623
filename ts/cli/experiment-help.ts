import type { Field } from "../base/schema.js";
import type { Experiment } from "../experiments/experiment.js";
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
