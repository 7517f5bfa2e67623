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
    quick: "N = 25, 50, 100 and 200 replicas a draw",
    full: "the paper's sizes, N = 25 to 500, and 1000 replicas a draw",
  } satisfies Record<Level, string>,
  studies: [
    {
      experiment: "spin-glass-minima",
      quick: { p: 3, sizes: [25, 50, 100], disorders: 16, replicas: 200 },
      full: { p: 3, sizes: [25, 50, 100, 250, 500], disorders: 8, replicas: 125 },
    },
  ] satisfies readonly Study[] as readonly Study[],
  /** What is not in it. */
  scope:
    "This version reproduces the paper's spin-glass figures (spin-glass-minima) alone; its network experiments are not in it.",
};
