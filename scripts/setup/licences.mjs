import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The licences and notices of the packages that these files are part of, as one text. */
export function licences(files) {
  const folders = new Set([...files].map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]));
  const texts = new Map();
  for (const folder of folders) if (folder !== undefined) texts.set(...licenceOf(folder));
  return [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, text]) => `${title}\n\n${text}\n`)
    .join("\n\n");
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const papers = readdirSync(folder).filter((each) => /^(licen[cs]e|notice)/i.test(each));
  if (papers.length === 0) throw new Error(`${folder} has no licence to go with what is bundled of it`);
  const texts = papers.map((paper) => readFileSync(join(folder, paper), "utf8").trim());
  return [`${name} ${version} (${license})`, texts.join("\n\n")];
}
