import { sha256 as digest } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** SHA-256 of the bytes of some arrays, one after the other, in hexadecimal digits; of little-endian numbers, as all hosts of WebAssembly have them. */
export function sha256(arrays: readonly ArrayBufferView[]): string {
  const hash = digest.create();
  for (const { buffer, byteOffset, byteLength } of arrays)
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return bytesToHex(hash.digest());
}
