// `npm publish` begins with this: a registry shows these addresses, and resolves the links of the README against `repository`.
import { readFileSync } from "node:fs";

const about = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const missing = ["repository", "homepage", "bugs"].filter((field) => about[field] === undefined);
if (missing.length > 0) {
  console.error(
    `package.json has no ${missing.join(", no ")}: see Publication in docs/develop/development.md`,
  );
  process.exitCode = 1;
}
