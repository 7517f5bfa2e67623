import type { Series } from "../figures/sizes.js";
import { errorBar } from "../statistics/measured.js";

/** The correlations that the paper reports, of train and test loss (Choromanska and others, 2015, section 5). */
export const PAPER_CORRELATIONS = [
  { hidden: 25, r: 0.7616 },
  { hidden: 50, r: 0.6861 },
  { hidden: 100, r: 0.5983 },
  { hidden: 250, r: 0.5302 },
  { hidden: 500, r: 0.4081 },
];

/** The same as a figure has them. */
export const PAPER_SERIES: Series = {
  name: "paper",
  label: "the paper",
  points: PAPER_CORRELATIONS.map(({ hidden, r }) => ({ size: hidden, ...errorBar({ value: r }) })),
};
