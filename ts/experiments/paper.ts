/** How much of the paper is reproduced. */
export type Level = "quick" | "standard" | "full";

/** One experiment of the reproduction, with what each level sets of its config. */
export interface Study extends Readonly<Record<Level, object>> {
  readonly experiment: string;
}

/** What a reproduction of the paper is: its experiments in their order, and how they are told. */
export const paper = {
  levels: {
    quick: "N = 25, 50, 100 with 200 starts a draw; networks of 5 to 100 hidden units, 4 to 40 a size",
    standard: "N = 25 to 250 with 2048 starts a size; networks of 5 to 100 hidden units, 8 to 100 a size",
    full: "the paper's sizes: N = 25 to 500 with 1000 starts, 1000 networks of 25 to 500 hidden units",
  } satisfies Record<Level, string>,
  studies: [
    {
      experiment: "spin-glass-minima",
      quick: { p: 3, sizes: [25, 50, 100], disorders: 16, replicas: 200 },
      standard: { p: 3, sizes: [25, 50, 100, 250], disorders: 32, replicas: 64 },
      full: { p: 3, sizes: [25, 50, 100, 250, 500], disorders: 8, replicas: 125 },
    },
    {
      experiment: "dynamics",
      quick: { sizes: [25, 50, 100], disorders: 48, replicas: 4 },
      standard: { disorders: 192 },
      full: { sizes: [25, 50, 100, 200, 400], disorders: 384, replicas: 4 },
    },
    {
      experiment: "universality",
      quick: { sizes: [10, 25, 50], disorders: 48, replicas: 32 },
      standard: { disorders: 128 },
      full: { sizes: [25, 50, 100, 200], disorders: 512, replicas: 48 },
    },
    {
      experiment: "annealing",
      quick: { sizes: [25, 50], disorders: 32, replicas: 4, work: [100, 1000] },
      standard: { disorders: 24, work: [100, 1000, 3000] },
      full: { sizes: [25, 50, 100, 200], disorders: 64, replicas: 4 },
    },
    {
      experiment: "hardness",
      quick: { sizes: [15, 25, 35, 45], disorders: 20, work: 4000 },
      standard: { sizes: [20, 30, 40, 50, 60], disorders: 32 },
      full: { sizes: [20, 30, 40, 50, 60, 80, 100], disorders: 64, work: 100_000 },
    },
    {
      experiment: "census",
      quick: { p: 3, sizes: [4, 6, 8, 10], paths: 3100, connected: 10 },
      standard: { paths: 120_000 },
      full: { p: 3, sizes: [4, 6, 8, 10, 12], paths: 2_000_000 },
    },
    {
      experiment: "layers",
      quick: {
        ...{ sizes: [25, 50], disorders: 4, mappedSizes: [4, 6, 8], mappedDisorders: 12 },
        ...{ minimaSizes: [10, 20], descents: 300 },
      },
      standard: {},
      full: {
        sizes: [25, 50, 100],
        disorders: 100,
        mappedSizes: [4, 5, 6, 7, 8, 9, 10],
        mappedDisorders: 400,
      },
    },
    {
      experiment: "basins",
      quick: { sizes: [4, 6, 8, 10], disorders: 4, descents: 300 },
      standard: { disorders: 50 },
      full: { disorders: 1000, descents: 4000 },
    },
    {
      experiment: "network-losses",
      quick: { trainSamples: 3000, testSamples: 2000, hidden: [10, 25, 50, 100], replicas: 40, epochs: 10 },
      standard: { trainSamples: 20_000, hidden: [10, 25, 50, 100], replicas: 100 },
      full: { hidden: [25, 50, 100, 250, 500], replicas: 1000, epochs: 200, decay: 0.98 },
    },
    {
      experiment: "network-index",
      quick: {
        ...{ trainSamples: 1000, testSamples: 1000, hidden: [5, 10, 15], replicas: 4, followed: 2 },
        ...{ epochs: 8, iterations: 200 },
      },
      standard: {
        ...{ trainSamples: 2000, testSamples: 2000, hidden: [5, 10, 25], replicas: 12, followed: 2 },
        ...{ iterations: 500 },
      },
      full: { trainSamples: 10_000, hidden: [10, 25, 50, 100], replicas: 20, followed: 2 },
    },
    {
      experiment: "network-annealing",
      quick: { trainSamples: 500, testSamples: 1000, hidden: [5, 10], replicas: 6, sweeps: [10, 30] },
      standard: { trainSamples: 1000, testSamples: 2000, hidden: [10, 25], replicas: 12 },
      full: { trainSamples: 3000, hidden: [10, 25, 50, 100], replicas: 32, sweeps: [10, 30, 100] },
    },
    {
      experiment: "redundancy",
      quick: {
        ...{ trainSamples: 3000, testSamples: 1000, hidden: [10, 25], replicas: 4, epochs: 10 },
        ...{ values: [2, 3, 4, 8, 16], steps: 200 },
      },
      standard: { replicas: 6 },
      full: { hidden: [25, 50, 100, 250], replicas: 20, values: [2, 3, 4, 6, 8, 16, 64, 256], steps: 3000 },
    },
    {
      experiment: "global-minimum",
      quick: {
        ...{ trainSamples: 500, testSamples: 1000, hidden: [5, 10, 15], searches: 4, starts: 4 },
        ...{ epochs: 10, iterations: 30, longest: 300 },
      },
      standard: {},
      full: { trainSamples: 10_000, hidden: [10, 25, 50, 100], searches: 16, starts: 16, longest: 10_000 },
    },
    {
      experiment: "landscape-slices",
      quick: {
        ...{ trainSamples: 500, testSamples: 500, hidden: [5, 10], pairs: 4, epochs: 20 },
        ...{ sizes: [25, 50], disorders: 8, points: 21, bendSteps: 150 },
      },
      standard: {},
      full: {
        trainSamples: 3000,
        hidden: [10, 25, 50, 100],
        pairs: 16,
        sizes: [25, 50, 100, 200],
        disorders: 64,
      },
    },
    {
      experiment: "assumption-audit",
      quick: {
        ...{ trainSamples: 2000, testSamples: 1000, hidden: [10, 25], replicas: 4, epochs: 20 },
        ...{ auditSamples: 200, pairs: 30 },
      },
      standard: {},
      full: { hidden: [10, 25, 50], replicas: 32 },
    },
    {
      experiment: "assumption-ladder",
      quick: { samples: 150, draws: 4, starts: 2, hidden: [4], steps: 50, pairs: 16 },
      standard: {},
      full: { samples: 400, draws: 32, starts: 8 },
    },
  ] satisfies readonly Study[] as readonly Study[],
  /** What is not in it. */
  scope:
    "This version reproduces the paper's losses of glasses and networks, the index of networks and annealing against SGD, with quenches in time, " +
    "kinds of disorder, ways down, the work to the lowest energy and all critical points beside them, how few values weights need, what the lowest train " +
    "loss is worth, slices of the landscape, and the assumptions from networks to the glass.",
};
