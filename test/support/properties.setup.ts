import fc from "fast-check";

/** Which random cases the property tests try; another seed tries others. */
const seed = Number(process.env.LOSSCAPE_PROPERTY_SEED ?? 20150221);

// Shrinking a failure to its simplest case can go on for minutes without giving Vitest's own limit a turn.
fc.configureGlobal({ seed, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true });
