// `npm test`: the tests of both languages. With arguments (`npm test -- test/base/random.test.ts`) Vitest alone, with them.
import { cargoTest, vitest } from "./runners.mjs";

const args = process.argv.slice(2);
const results = args.length > 0 ? [await vitest(args)] : [await cargoTest(), await vitest()];
const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
console.log();
for (const name of results.flatMap(({ names }) => names)) console.log(`failed: ${name}`);
console.log(`${total("passed")} passed, ${total("failed")} failed, ${total("skipped")} skipped`);
process.exitCode = total("failed") === 0 ? 0 : 1;
