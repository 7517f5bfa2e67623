import { runChecks } from "./checks.mjs";

const { failed } = await runChecks();
console.log(failed.length === 0 ? "\nevery check passed" : `\nfailed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
