import { twoDigits } from "../../base/text.js";
import type { LimitAtTime } from "../evidence.js";
import { rule } from "../judge.js";
import { byStudent, type Test } from "../verdict.js";
import { effectWords } from "../words.js";

const LARGEST_DIFFERENCE = 0.01;
/** A form whose χ² is less likely than that does not hold. */
const LEAST_PROBABILITY = 0.01;

export const dynamics = rule({
  id: "dynamics",
  title: "quenches follow the Cugliandolo–Kurchan equations",
  statement: "Energies after a quench follow the Cugliandolo–Kurchan equations for N → ∞.",
  source: "beyond the paper",
  subject: "glass",
  statistic: "energy for N → ∞ less that of the equations",
  symbol: "Δu",
  unit: "per spin",
  test:
    "At each time the limit of a line in 1/N through the mean energies (weighted, Student over draws), or where its χ² has p < 0.01 that of a " +
    "parabola in 1/N, within ±0.01 per spin of the equations; Holm over times, which share their walks.",
  refutedBy: "a limit that is more than 0.01 per spin off at some time",
  experiments: ["dynamics"],
  figure: "dynamics-energy-in-time",
  rule: "1",
  judge({ dynamics: { limits } }) {
    if (limits.length === 0)
      return "Fewer than two sizes have two draws of the couplings: there is no limit.";
    const without = limits.find((limit) => formOf(limit) === undefined);
    if (without !== undefined)
      return `At t = ${without.time} no form holds: the line's χ² has p = ${twoDigits(without.probability)}, and a parabola needs three sizes.`;
    return {
      tests: limits.map(testOf) as [Test, ...Test[]],
      say: (decision) =>
        `For N → ∞ the energy after a quench is off that of the Cugliandolo–Kurchan equations by ${effectWords(decision)} per spin where it is most, of ` +
        `${limits.length} times; asked for is within ${twoDigits(LARGEST_DIFFERENCE)}: ${decision.verdict}.`,
    };
  },
});

const formOf = ({ line, curve, probability }: LimitAtTime) =>
  probability >= LEAST_PROBABILITY ? line : curve;

function testOf(limit: LimitAtTime): Test {
  return {
    ...byStudent(formOf(limit) as LimitAtTime["line"], limit.freedom),
    smallestEffect: LARGEST_DIFFERENCE,
    claimed: "within",
  };
}
