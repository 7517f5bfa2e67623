import { tableToIPC } from "apache-arrow";
import { experiments, init } from "../dist/node.js";
import { short } from "./timing.mjs";

export default {
  name: "workers",
  question: "the same experiment on one worker and on two, which must leave the same bytes",
  async run({ check }) {
    await init();
    const config = check
      ? { sizes: [10], disorders: 4, replicas: 10 }
      : { sizes: [50], disorders: 16, replicas: 400 };
    const rows = [];
    for (const workers of [1, 2]) {
      const start = performance.now();
      const { tables } = await experiments.run("spin-glass-minima", config, { workers });
      const seconds = (performance.now() - start) / 1000;
      rows.push({
        workers,
        seconds: short(seconds),
        bytes: Buffer.from(tableToIPC(tables.minima, "file")).toString("base64"),
      });
    }
    const [one, two] = rows;
    return rows
      .map(({ bytes, ...row }) => ({
        ...row,
        "speed against one": short(one.seconds / row.seconds),
        wrong: bytes !== one.bytes && "two workers leave other bytes than one",
      }))
      .map((row, at) => (at === 0 ? row : { ...row, "same bytes": two.bytes === one.bytes }));
  },
};
