export { drawFigure } from "./draw.js";
export { renderFigure } from "./figure-file.js";
export type { ReportedExperiment, ReportedRun, ReportedTable, ReportInput } from "./input.js";
export { renderReport } from "./page.js";
