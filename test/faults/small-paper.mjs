// The built command line with a reproduction of three small experiments in the place of the paper's.
import { register } from "node:module";

const STUDIES = [
  { experiment: "spin-glass-minima", quick: { sizes: [10, 20, 30], disorders: 4, replicas: 100 } },
  {
    experiment: "network-losses",
    quick: { trainSamples: 500, testSamples: 200, hidden: [3, 6], replicas: 20, epochs: 3 },
  },
  {
    experiment: "network-index",
    quick: {
      ...{ trainSamples: 200, testSamples: 100, hidden: [2, 3], replicas: 3, followed: 2 },
      ...{ epochs: 3, iterations: 50 },
    },
  },
];

/** The module that holds the paper says these studies after its own. */
export async function load(url, context, next) {
  const module = await next(url, context);
  if (!url.endsWith("/dist/cli.js")) return module;
  const text = String(module.source);
  const source = text.replace(
    /^const paper = \{.*?^\};$/ms,
    (paper) => `${paper}\npaper.studies = ${JSON.stringify(STUDIES)};`,
  );
  if (source === text) throw new Error("dist/cli.js holds no paper");
  return { ...module, source };
}

if (!new URL(import.meta.url).searchParams.has("hooks")) register(`${import.meta.url}?hooks`);
