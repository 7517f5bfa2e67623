import type { InputData } from "../../../experiments/experiment.js";
import { digestOf } from "../../identity.js";
import { readChunks, writeChunks } from "./chunks.js";
import { arrayKey } from "./keys.js";
import type { Server } from "./server.js";

/** Data on the server: what its arrays are, each there by its content. */
export interface ShippedData {
  readonly arrays: readonly {
    readonly name: string;
    readonly type: keyof typeof TYPES;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

const TYPES = { Float64Array, Float32Array, Int32Array, Uint8Array };

const typeOf = (array: InputData["arrays"][string]) => array.constructor.name as keyof typeof TYPES;

/** Data of which no run is registered go after so many seconds: of a submission that was broken off. */
const UNREGISTERED = 3600;

/** Puts data on the server, to be kept by a run that is registered; arrays that others keep are not sent again. */
export async function ship({ client }: Server, { arrays }: InputData): Promise<ShippedData> {
  const shipped = [];
  for (const [name, array] of Object.entries(arrays)) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    const hash = await digestOf(bytes);
    const key = arrayKey(hash);
    if ((await client.ttl(key)) !== KEPT) await writeChunks(client, key, bytes, UNREGISTERED);
    shipped.push({ name, type: typeOf(array), bytes: bytes.length, sha256: hash });
  }
  return { arrays: shipped };
}

/** Redis's answer for what never goes by itself. */
const KEPT = -1;

export async function keepShipped({ client }: Server, { arrays }: ShippedData): Promise<void> {
  for (const { sha256 } of arrays) await client.persist(arrayKey(sha256));
}

/** The data again; undefined where they are not there as they were shipped. */
export async function unship(
  { client }: Server,
  hash: string,
  { arrays }: ShippedData,
): Promise<InputData | undefined> {
  const found: Record<string, InputData["arrays"][string]> = {};
  for (const { name, type, bytes: length, sha256: expected } of arrays) {
    const bytes = await readChunks(client, arrayKey(expected), length);
    if (bytes === undefined || (await digestOf(bytes)) !== expected) return undefined;
    found[name] = new TYPES[type](bytes.buffer as ArrayBuffer);
  }
  return { hash, arrays: found };
}
