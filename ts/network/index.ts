export { Network, type NetworkIndex, type ToleranceOptions, type WeightsOptions } from "./network.js";
export type {
  Activation,
  AnnealingOptions,
  ArchitectureOptions,
  CreateOptions,
  DescentOptions,
  Initial,
  Loss,
  RecipeOptions,
  Schedule,
  SgdOptions,
  TrainOptions,
} from "./options.js";
export type { NetworksTable } from "./tables.js";
export type { Trained } from "./train.js";
export { type Trainings, type TrainingsOptions, trainings, trainNetworks } from "./trainings.js";
