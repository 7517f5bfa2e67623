import { readFileSync, writeFileSync } from "node:fs";

/** Puts text between `<!-- name -->` and `<!-- /name -->` of README.md. */
export function putSection(name, text) {
  const [from, to] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const readme = readFileSync("README.md", "utf8");
  const start = readme.indexOf(from);
  const end = readme.indexOf(to, start);
  if (start < 0 || end < 0) throw new Error(`readme: README.md has no section ${name}`);
  writeFileSync("README.md", `${readme.slice(0, start + from.length)}${text}\n${readme.slice(end)}`);
}
