import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** What draws the report, as its sources import it, and the module of each that is bundled. */
const libraries = {
  "@observablehq/plot": "@observablehq/plot",

  linkedom: "linkedom",
};

/** A Rollup plug-in: a module each of the report's libraries, so that who computes installs none, and the licences of what is in them. */
export function reportLibraries() {
  const licences = new Map();
  return {
    name: "report-libraries",
    resolveId: (id) => (id in libraries ? id : null),
    async load(id) {
      if (!(id in libraries)) return null;
      const { outputFiles, metafile } = await build({
        stdin: { contents: `export * from "${libraries[id]}";`, resolveDir: process.cwd() },
        bundle: true,
        format: "esm",
        target: "es2022",
        minify: true,
        metafile: true,
        write: false,
      });
      for (const file of Object.keys(metafile.inputs)) addLicence(licences, file);
      return outputFiles[0].text;
    },
    generateBundle() {
      const texts = [...licences].sort(([a], [b]) => (a < b ? -1 : 1));
      const source = texts.map(([title, text]) => `${title}\n\n${text.trim()}\n`).join("\n\n");
      this.emitFile({ type: "asset", fileName: "THIRD-PARTY-LICENSES.txt", source });
    },
  };
}

/** Of the package that a bundled file is part of. */
function addLicence(licences, file) {
  const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
  if (folder === undefined) return;
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const title = `${name} ${version} (${license})`;
  if (licences.has(title)) return;
  const paper = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (paper === undefined) throw new Error(`${folder} has no licence to go with what is bundled of it`);
  licences.set(title, readFileSync(join(folder, paper), "utf8"));
}
