import type { Field } from "../../base/schema.js";
import { experiments as all } from "../../runs/api.js";
import { aligned } from "../format.js";
import { json } from "../reporting.js";
import type { Command } from "../usage.js";

export const experiments: Command = {
  name: "experiments",
  summary: "What can be run, with each config's keys and defaults.",
  operands: [],
  options: { json: { help: "each config's JSON Schema and defaults, on standard output" } },
  example: "losscape experiments",
  async run(args, io) {
    if (args.on("json")) {
      const list = all.list.map(({ name, question, config }) => ({
        name,
        question,
        config: { $schema: "https://json-schema.org/draft/2020-12/schema", ...config.json },
        defaults: config.defaults,
      }));
      io.stdout.write(json(list));
      return 0;
    }
    for (const { name, question, config } of all.list) {
      const fields: Readonly<Record<string, Field<unknown>>> = config.fields;
      const rows = Object.entries(fields).map(([key, field]) => [
        `  ${key}`,
        JSON.stringify(field.default) ?? "",
        field.help,
      ]);
      io.stdout.write(`${name}: ${question}\n${aligned(["  key", "default", "meaning"], rows)}`);
    }
    return 0;
  },
};
