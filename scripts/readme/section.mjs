import { readFileSync, writeFileSync } from "node:fs";

/** Puts text between `<!-- name -->` and `<!-- /name -->` of a document. */
export function putSection(name, text, document = "README.md") {
  const [from, to] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const readme = readFileSync(document, "utf8");
  const start = readme.indexOf(from);
  const end = readme.indexOf(to, start);
  if (start < 0 || end < 0) throw new Error(`readme: ${document} has no section ${name}`);
  writeFileSync(document, `${readme.slice(0, start + from.length)}${text}\n${readme.slice(end)}`);
}
