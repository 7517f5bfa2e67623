/** How much of the paper is reproduced. */
export type Level = "quick" | "full";

/** One experiment of the reproduction, with what each level sets of its config. */
export interface Study {
  readonly experiment: string;
  readonly quick: object;
  readonly full: object;
}

/** What a reproduction of the paper is: its experiments in their order, and how they are told. */
export const paper = {
  levels: {
    quick: "N = 25, 50, 100 with 200 starts a draw; 40 networks of 10 to 100 hidden units",
    full: "the paper's sizes: N = 25 to 500 with 1000 starts, 1000 networks of 25 to 500 hidden units",
  } satisfies Record<Level, string>,
  studies: [
    {
      experiment: "spin-glass-minima",
      quick: { p: 3, sizes: [25, 50, 100], disorders: 16, replicas: 200 },
      full: { p: 3, sizes: [25, 50, 100, 250, 500], disorders: 8, replicas: 125 },
    },
    {
      experiment: "network-losses",
      quick: { trainSamples: 3000, testSamples: 2000, hidden: [10, 25, 50, 100], replicas: 40, epochs: 10 },
      full: { hidden: [25, 50, 100, 250, 500], replicas: 1000, epochs: 200, decay: 0.98 },
    },
  ] satisfies readonly Study[] as readonly Study[],
  /** What is not in it. */
  scope:
    "This version reproduces the paper's figures of the losses that glasses and networks reach; those of the index of networks, " +
    "of annealing and of redundancy are not in it.",
};
