/**
 * A value with as many digits as its standard error bears: two significant ones of the error, and the value as far as
 * they reach. Of unknown or no error three digits of the value; whole numbers have all of theirs.
 *
 * @returns  the value and the error, with plain hyphens; the error is empty where there is none.
 */
export function measured(value: number, error?: number): [value: string, error: string] {
  if (error === undefined) return [digits(value, 3), ""];
  if (!(error > 0 && Number.isFinite(error))) return [digits(value, 3), String(error)];
  // Rounded first: of 0.0996 two digits are 0.10.
  const decimals = 1 - Math.floor(Math.log10(Number(error.toPrecision(2))));
  if (decimals > 12) return [value.toPrecision(6), error.toPrecision(2)];
  const places = Math.max(0, decimals);
  return [value.toFixed(places), error.toFixed(places)];
}

/** `−1.5502 ± 0.0015`, as a sentence or a page has it. */
export function formatNumber(value: number, error?: number): string {
  const [text, ofError] = measured(value, error);
  return (ofError === "" || error === 0 ? text : `${text} ± ${ofError}`).replaceAll("-", "−");
}

/** A number that is known and not measured, in five digits: "−1.633". */
export function formatExact(value: number): string {
  return digits(value, 5).replaceAll("-", "−");
}

/** `0.971 (0.951 to 0.988)`: as many places as two digits of half the interval's length reach. */
export function formatWithin(value: number, { low, high }: { low: number; high: number }): string {
  const half = (high - low) / 2;
  const [text, from, to] = [value, low, high].map((one) => measured(one, half)[0]);
  return `${text} (${from} to ${to})`.replaceAll("-", "−");
}

/** Two significant digits, as if the error were as large: "0.10", "−0.058", "12". */
export function twoDigits(value: number): string {
  return measured(value, Math.abs(value))[0].replaceAll("-", "−");
}

/** Two digits of a probability; of a tiny one a bound says as much. */
export function probabilityText(probability: number): string {
  return probability < 1e-4 ? "below 0.0001" : twoDigits(probability);
}

function digits(value: number, significant: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15
    ? String(value)
    : String(Number(value.toPrecision(significant)));
}

/** "9 s", "2 min 10 s", "1 h 5 min": rounded up, as what is still to wait. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

export function bytes(count: number): string {
  const [unit, size] = count >= 1e9 ? ["GB", 1e9] : (["MB", 1e6] as const);
  return `${(count / size).toPrecision(count / size >= 100 ? 3 : 2).replace(/\.0$/, "")} ${unit}`;
}

/** "1 shard", "3 shards". */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** JSON has no numbers that are not finite: they go through it as marked words. */
const MARK = "\u{f8ff}";
const MARKED = new RegExp(`"${MARK}(-?Infinity|NaN)"`, "g");
const isNotFinite = (value: unknown) => typeof value === "number" && !Number.isFinite(value);

/** A value as an error message shows it: short, and never an exception of its own. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number" || typeof value === "boolean" || value === null || value === undefined)
    return Object.is(value, -0) ? "-0" : String(value);
  if (ArrayBuffer.isView(value))
    return value.constructor
      ? `a ${value.constructor.name} of ${value.byteLength} bytes`
      : "a view without a prototype";
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  try {
    const text = JSON.stringify(value, (_, inner) =>
      isNotFinite(inner) ? `${MARK}${inner}` : inner,
    ).replaceAll(MARKED, "$1");
    return text.length > 80 ? `${text.slice(0, 77)}...` : text;
  } catch {
    return "an object that is not plain JSON";
  }
}
