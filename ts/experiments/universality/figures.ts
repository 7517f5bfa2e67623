import type { Size } from "../../figures/about.js";
import { distributionFigure } from "../../figures/distributions.js";
import type { Figure } from "../../figures/figure.js";
import { type Series, sizesFigure } from "../../figures/sizes.js";
import { errorBar, type Measured } from "../../statistics/measured.js";
import { ENERGY, energyBounds, SPINS } from "../glass.js";
import type { Config } from "./config.js";
import type { Difference, Found, SizeFindings } from "./sizes.js";

const COUPLINGS: Size = { column: "disorder", label: "couplings", meaning: "distribution of the couplings" };

export function drawFigures(config: Config, sizes: readonly SizeFindings[]): Figure[] {
  return [
    energies(config, sizes.at(-1) as SizeFindings),
    against(
      "mean-energy-by-couplings",
      "Mean energy under several couplings",
      ENERGY,
      ({ energy }) => energy,
    ),
    against("spread-by-couplings", "Spread under several couplings", SPREAD, ({ within }) => within),
    differences(config, sizes),
  ];

  function against(
    id: string,
    title: string,
    quantity: typeof ENERGY,
    of: (found: Found) => Measured | undefined,
  ): Figure {
    return sizesFigure(
      {
        id,
        title,
        caption:
          `${quantity === ENERGY ? "Mean energy per spin of minima" : "Standard deviation of minima's energy per spin within a draw"} under ` +
          `couplings of ${config.distributions.join(", ")} distribution, all of mean 0 and variance 1; bars are one standard error over draws.`,
        source: "minima",
      },
      {
        quantity,
        size: SPINS,
        series: config.distributions.map((disorder) => ({
          name: disorder,
          label: disorder,
          points: sizes.flatMap(({ n, found }) => {
            const measured = of(found.find((one) => one.disorder === disorder) as Found);
            return measured ? [{ size: n, ...errorBar(measured) }] : [];
          }),
        })),
      },
    );
  }
}

const SPREAD = { column: "spread", label: "standard deviation of H/N", symbol: "standard deviation of H/N" };

function energies({ p, disorders }: Config, { n, found }: SizeFindings): Figure {
  return distributionFigure(
    {
      id: "energies-by-couplings",
      title: "Where descents end under several couplings",
      caption: `Energy per spin of minima at N = ${n}, ${disorders} draws of each distribution of the couplings.`,
      source: "minima",
    },
    {
      quantity: ENERGY,
      size: COUPLINGS,
      counted: "minima",
      distributions: found
        .filter(({ minima }) => minima.length > 0)
        .map(({ disorder, minima }) => ({ size: disorder, values: minima.map(({ energy }) => energy) })),
      bounds: energyBounds(p),
    },
  );
}

function differences({ distributions }: Config, sizes: readonly SizeFindings[]): Figure {
  const series = distributions.slice(1).map(
    (disorder): Series => ({
      name: disorder,
      label: disorder,
      points: sizes.flatMap(({ n, energies }) =>
        energies
          .filter((difference: Difference) => difference.disorder === disorder)
          .map(({ value, low, high }) => ({ size: n, value, low, high })),
      ),
    }),
  );
  const quantity = {
    column: "difference",
    label: "difference of mean H/N",
    symbol: "difference of mean H/N",
  };
  return sizesFigure(
    {
      id: "difference-by-couplings",
      title: `Energies less those of ${distributions[0]} couplings`,
      caption:
        `Mean energy per spin of minima less that under ${distributions[0]} couplings; bars are intervals that hold together at 95 % at a size ` +
        "(Student, Bonferroni), over draws.",
      source: "minima",
    },
    {
      quantity,
      size: SPINS,
      series,
      bars: { low: "lower end of the interval", high: "upper end of the interval" },
    },
  );
}
