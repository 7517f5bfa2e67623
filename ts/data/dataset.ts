import { type Numbers, type Rows, toDoubles } from "../base/arrays.js";
import { InvalidInputError } from "../base/errors.js";
import {
  anything,
  choice,
  type FieldsOf,
  field,
  object,
  optional,
  parseSeed,
  seed,
  wholeNumber,
} from "../base/schema.js";
import { sha256 } from "../base/sha256.js";
import { call, fill } from "../wasm/call.js";
import type { Samples } from "../wasm/generated/losscape_wasm.js";
import { Handle } from "../wasm/handle.js";
import { ofPart, readArrowSamples } from "./arrow-samples.js";
import { bytesField } from "./bytes.js";
import type { Files } from "./files.js";
import { type MnistBytes, readMnist } from "./mnist.js";
import { type NpyBytes, readNpySamples } from "./npy-samples.js";

const MOST_CLASSES = 2 ** 16;
const MOST_SAMPLES = 2 ** 31 - 1;

export interface SamplesOptions {
  /** samples × features, row-major, finite. */
  readonly inputs: Numbers | Rows;
  /** A class a sample: whole numbers from 0 to classes − 1. */
  readonly labels: ArrayLike<number>;
  /** How many classes there are; one more than the largest label by default. */
  readonly classes?: number | undefined;
}

export interface DigitsOptions {
  /** The two parts have no sample in common. */
  readonly part: "train" | "test";
  /** The first so many: 60,000 of the train part and 10,000 of the test part by default. */
  readonly samples?: number | undefined;
  /** Of the drawing (0): a non-negative safe integer, a bigint below 2^64, or its decimal digits. */
  readonly seed?: number | bigint | string | undefined;
}

const part = choice({ values: ["train", "test"] });
const digitsOptions = object({
  part,
  samples: optional(wholeNumber({ min: 1, max: MOST_SAMPLES })),
  seed: seed({ default: "0" }),
} satisfies FieldsOf<DigitsOptions>);

export interface MnistOptions {
  readonly part: "train" | "test";
  /** Pixels a side, to which images are averaged: 10 (the default), 7, 14 or 28. */
  readonly side?: 7 | 10 | 14 | 28 | undefined;
}

export interface ClassesOptions {
  /** How many classes there are; one more than the largest label by default. */
  readonly classes?: number | undefined;
}

const classesField = optional(wholeNumber({ min: 1, max: MOST_CLASSES }));
const classesOptions = object({ classes: classesField } satisfies FieldsOf<ClassesOptions>);

export interface ArrowOptions extends ClassesOptions {
  /** The samples of this part alone; all of them by default. */
  readonly part?: "train" | "test" | undefined;
}

const arrowOptions = object({
  classes: classesField,
  part: optional(part),
} satisfies FieldsOf<ArrowOptions>);

const SIDES = [7, 10, 14, 28];
const mnistOptions = object({
  part,
  side: wholeNumber({ min: 1, max: 28, default: 10 }),
} satisfies FieldsOf<MnistOptions>);

let files: Files | undefined;

/** @internal Called by an entry where there are files. */
export function provideFiles(provided: Files): void {
  files = provided;
}

/**
 * Labelled samples in WASM memory: samples × features numbers, and a class each.
 *
 * All networks of a program share it there, in f64; training reads a copy in f32 that is made at its first use. It is freed by
 * `free()`, or when a forgotten one is collected.
 *
 * @example
 * await init();
 * const data = Dataset.digits({ part: "test", samples: 1000 });
 * data.features; // 100
 */
export class Dataset {
  readonly #handle: Handle<Samples>;
  #hash: string | undefined;

  private constructor(samples: Samples) {
    this.#handle = new Handle("Dataset", samples);
  }

  /**
   * The given samples, copied.
   *
   * @throws InvalidInputError  no sample, inputs that are not as many rows as there are labels or are not finite (it names the
   *                            entry), a label that is no class, an unknown option.
   * @throws OutOfMemoryError   the inputs do not fit.
   */
  static from(options: SamplesOptions): Dataset {
    const { inputs, labels, classes } = checkSamples(options);
    return new Dataset(call((core) => core.Samples.from(fill(core, inputs), labels, classes)));
  }

  /**
   * Ten classes of strokes at 10×10 pixels in [0, 1], drawn by the program with random pose, width, bend and noise.
   *
   * Sample i of a part depends on the seed, the part and i alone. docs/networks.md shows some.
   */
  static digits(options: DigitsOptions): Dataset {
    const { part, samples, seed } = digitsOptions.parse(options);
    return new Dataset(call((core) => core.Samples.digits(part, samples, BigInt(seed))));
  }

  /**
   * One part of MNIST, averaged over areas to side × side pixels in [0, 1].
   *
   * A pixel is Σ A·A′·byte/28²/255 with the overlaps A, A′ of the sides of old and new pixels: exact but for one rounding.
   *
   * @param source  a folder with MNIST's four files, gzipped or not; in a page the bytes of the part's two.
   * @throws InvalidInputError  what is missing or damaged, by the name of its file.
   */
  static async mnist(source: string | MnistBytes, options: MnistOptions): Promise<Dataset> {
    const { part, side } = mnistOptions.parse(options);
    if (!SIDES.includes(side)) throw new InvalidInputError("side", side, SIDES.join(" or "));
    const { images, labels } = await readMnist(source, part, files);
    return new Dataset(call((core) => core.Samples.average(images.pixels, images.rows, side, labels)));
  }

  /**
   * The samples in two arrays of NumPy's, of any real type: `inputs`, samples × features or samples × rows × columns, and
   * `labels`, a whole number a sample.
   *
   * @param source  the bytes of the two .npy files, gzipped or not.
   * @throws InvalidInputError  naming the array, the place in it, what is there and what is allowed.
   */
  static async fromNpy(source: NpyBytes, options: ClassesOptions = {}): Promise<Dataset> {
    const { classes } = classesOptions.parse(options);
    return Dataset.from({ ...(await readNpySamples(source)), classes });
  }

  /**
   * The samples in an Arrow IPC file or stream, a row a sample: `label`, a column of whole numbers; `inputs`, one of lists of
   * numbers, or else each feature a column of numbers; and perhaps `part`, one of the words train and test.
   *
   * @param bytes  of the file, uncompressed.
   * @throws InvalidInputError  naming the column, what is there and what is allowed.
   */
  static async fromArrow(bytes: Uint8Array, options: ArrowOptions = {}): Promise<Dataset> {
    const { classes, part } = arrowOptions.parse(options);
    bytesField.parse(bytes, "bytes");
    const samples = await readArrowSamples("file", bytes);
    const { inputs, labels } = part === undefined ? samples : ofPart("file", samples, part);
    return Dataset.from({ inputs, labels, classes });
  }

  /** The first `count` samples; they share the memory of the whole. */
  take(count: number): Dataset {
    const first = wholeNumber({ min: 1, max: this.samples }).parse(count, "count");
    return new Dataset(call(() => this.object.take(first)));
  }

  /** The same inputs with labels drawn uniformly among the classes. */
  randomLabels(options: { readonly seed: number | bigint | string }): Dataset {
    const seed = parseSeed(object({ seed: seedField }).parse(options).seed);
    return new Dataset(call(() => this.object.randomLabels(BigInt(seed))));
  }

  get samples(): number {
    return call(() => this.object.samples);
  }

  get features(): number {
    return call(() => this.object.features);
  }

  get classes(): number {
    return call(() => this.object.classes);
  }

  /** A copy: samples × features, row-major. */
  get inputs(): Float64Array {
    return call(() => this.object.inputs());
  }

  /** A copy: bytes up to 256 classes, `Int32Array` above. */
  get labels(): Uint8Array | Int32Array {
    const labels = call(() => this.object.labels());
    return this.classes <= 256 ? Uint8Array.from(labels) : Int32Array.from(labels);
  }

  /** SHA-256 of the content (sizes, inputs, labels), in hexadecimal digits: equal sets have equal ones, wherever from. */
  get hash(): string {
    this.#hash ??= sha256([
      Uint32Array.of(this.samples, this.features, this.classes),
      this.inputs,
      Int32Array.from(this.labels),
    ]);
    return this.#hash;
  }

  /** Frees the samples; other sets that share them keep them. Idempotent; any later use throws `DisposedError`. */
  free(): void {
    this.#handle.free();
  }

  [Symbol.dispose](): void {
    this.free();
  }

  /** @internal */
  static adopt(samples: Samples): Dataset {
    return new Dataset(samples);
  }

  /** @internal */
  get object(): Samples {
    return this.#handle.object;
  }
}

/** A data set as an option or an argument. */
export const datasetField = field("a Dataset", {}, {}, (value) =>
  value instanceof Dataset ? value : undefined,
);

/** What the core has of the data set that a call is given. */
export const samplesOf = (data: Dataset): Samples => datasetField.parse(data, "data").object;

const seedField = seed();

const samplesOptions = object({
  inputs: anything,
  labels: anything,
  classes: classesField,
} satisfies FieldsOf<SamplesOptions>);

function checkSamples(options: SamplesOptions) {
  const given = samplesOptions.parse(options);
  const inputs = toDoubles("inputs", given.inputs);
  const labels = checkLabels(given.labels, given.classes ?? MOST_CLASSES);
  const bad = inputs.findIndex((entry) => !Number.isFinite(entry));
  if (bad !== -1) throw new InvalidInputError(`inputs[${bad}]`, inputs[bad], "a finite number");
  if (inputs.length === 0 || inputs.length % labels.length !== 0)
    throw new InvalidInputError(
      "inputs.length",
      inputs.length,
      `a positive multiple of the ${labels.length} labels: as many features a sample`,
    );
  const classes = given.classes ?? labels.reduce((most, label) => Math.max(most, label), 0) + 1;
  return { inputs, labels, classes };
}

function checkLabels(labels: unknown, classes: number): Uint32Array {
  if (
    typeof labels !== "object" ||
    labels === null ||
    typeof (labels as ArrayLike<number>).length !== "number"
  )
    throw new InvalidInputError("labels", labels, "an array of whole numbers");
  const given = labels as ArrayLike<number>;
  wholeNumber({ min: 1, max: MOST_SAMPLES }).parse(given.length, "labels.length");
  const label = wholeNumber({ min: 0, max: classes - 1 });
  return Uint32Array.from(given, (entry, at) => label.parse(entry, `labels[${at}]`));
}
