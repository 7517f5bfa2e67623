import type { Quantity } from "../../figures/about.js";
import { courseFigure } from "../../figures/course.js";
import type { Figure } from "../../figures/figure.js";
import { errorBar, type Measured } from "../../statistics/measured.js";
import { ENERGY, energyBounds, SPINS } from "../glass.js";
import type { Config } from "./config.js";
import type { Limit } from "./limit.js";
import type { AtTime, EnergyAt } from "./times.js";

const TIME: Quantity = { column: "time", label: "time t", symbol: "t" };
const SCALED: Quantity = { column: "scaled", label: "N·(u − u of N → ∞)", symbol: "N·(u − u of N → ∞)" };

export function drawFigures(config: Config, found: readonly AtTime[], limit: Limit): Figure[] {
  return [energies(config, found, limit), corrections(config, found)];
}

function energies({ p, temperature }: Config, found: readonly AtTime[], limit: Limit): Figure {
  return courseFigure(
    {
      id: "energy-in-time",
      title: "Energy against time",
      caption:
        `Mean energy per spin of ${walk(temperature)} of the spherical ${p}-spin glass from uniform random starts; bars are one standard ` +
        "error over draws of the couplings. Line: the two-time equations of Cugliandolo and Kurchan, N → ∞.",
      source: "trajectories",
    },
    {
      along: TIME,
      quantity: ENERGY,
      size: SPINS,
      courses: [{ name: "energies", label: "mean", points: pointsOf(found, ({ energy }) => energy) }],
      laws: [
        { name: "theory", label: "N → ∞", points: [...limit].map(([at, { value }]) => ({ at, value })) },
      ],
      bounds: energyBounds(p),
    },
  );
}

function corrections({ temperature }: Config, found: readonly AtTime[]): Figure {
  const fitted = found.flatMap(({ time, fits }) => (fits ? [{ at: time, ...fits.correction }] : []));
  return courseFigure(
    {
      id: "finite-size-correction",
      title: "How far finite glasses are from the limit",
      caption:
        `N times the mean energy per spin of ${walk(temperature)} less its limit for N → ∞; bars are one standard error. Where the ` +
        "correction is c/N alone, all sizes have the same curve: the line is the fitted c, its band one standard error.",
      source: "trajectories",
    },
    {
      along: TIME,
      quantity: SCALED,
      size: SPINS,
      courses: [{ name: "scaled", label: "mean", points: pointsOf(found, ({ scaled }) => scaled) }],
      ...(fitted.length > 1 && {
        laws: [
          {
            name: "correction",
            label: "c, fitted",
            points: fitted.map(({ at, value, error }) => ({ at, ...errorBar({ value, error }) })),
          },
        ],
      }),
    },
  );
}

const walk = (temperature: number) =>
  temperature === 0 ? "gradient flow" : `Langevin dynamics at T = ${temperature}`;

function pointsOf(found: readonly AtTime[], of: (size: EnergyAt) => Measured) {
  return found.flatMap(({ time, sizes }) =>
    sizes.map((size) => ({ size: size.n, at: time, ...errorBar(of(size)) })),
  );
}
