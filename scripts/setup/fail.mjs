/** Something the reader can mend: printed as one sentence, without a stack. */
export class SetupError extends Error {}
