import type { AnyRule } from "../judge.js";
import { alike } from "./alike.js";
import { assumptions } from "./assumptions.js";
import { dynamics } from "./dynamics.js";
import { glassAnnealing } from "./glass-annealing.js";
import { glassBand } from "./glass-band.js";
import { glassGlobalMinimum } from "./glass-global-minimum.js";
import { glassLayers } from "./glass-layers.js";
import { glassMinimaAbove } from "./glass-minima-above.js";
import { glassPoor } from "./glass-poor.js";
import { kacRiceCounts } from "./kac-rice.js";
import { networksAnnealing } from "./networks-annealing.js";
import { networksBand } from "./networks-band.js";
import { networksDecorrelate } from "./networks-decorrelate.js";
import { networksLayers } from "./networks-layers.js";
import { networksLowest } from "./networks-lowest.js";
import { networksPoor } from "./networks-poor.js";
import { networksRedundancy } from "./networks-redundancy.js";
import { universality } from "./universality.js";

/** Every claim of the paper, and those beyond it, in their order; one more is its file and its line here. */
export const rules: readonly AnyRule[] = [
  glassBand,
  networksBand,
  glassLayers,
  networksLayers,
  glassMinimaAbove,
  alike,
  glassAnnealing,
  networksAnnealing,
  glassPoor,
  networksPoor,
  glassGlobalMinimum,
  networksDecorrelate,
  networksLowest,
  networksRedundancy,
  kacRiceCounts,
  dynamics,
  universality,
  assumptions,
];
