// Brings a checkout to where `npm start` and `npm test` work: node modules, Rust tools, WASM, dist/. Node built-ins only.
// Run again it does only what is missing or out of date, and needs no network when nothing is missing.
import { writeCodeHash } from "./setup/code.mjs";
import { SetupError } from "./setup/fail.mjs";
import { withLock } from "./setup/lock.mjs";
import { installNodeModules } from "./setup/node-modules.mjs";
import { checkPrerequisites } from "./setup/prerequisites.mjs";
import { installToolchain, installTools } from "./setup/rust.mjs";
import { say, seconds } from "./setup/steps.mjs";
import { buildTypeScript } from "./setup/typescript.mjs";
import { buildWasm } from "./setup/wasm.mjs";

const start = performance.now();
try {
  checkPrerequisites();
  await withLock(async () => {
    await installNodeModules();
    await installToolchain();
    await installTools();
    await buildWasm();
    await writeCodeHash();
    await buildTypeScript();
  });
  say(`everything is up to date (${seconds(performance.now() - start)})`);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
