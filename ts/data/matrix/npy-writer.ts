/** Doubles as a .npy file, version 1, row after row. Source: numpy.lib.format. */
export function npy(values: Float64Array, shape: readonly number[]): Uint8Array {
  const sizes = shape.map((size) => `${size},`).join(" ");
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${sizes}), }`;
  // The data begin at a multiple of 64 bytes, behind the header's closing newline.
  const padded = `${header.padEnd(64 * Math.ceil((header.length + 11) / 64) - 11)}\n`;
  const start = 10 + padded.length;
  const bytes = new Uint8Array(start + 8 * values.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0]);
  view.setUint16(8, padded.length, true);
  bytes.set(new TextEncoder().encode(padded), 10);
  values.forEach((value, place) => view.setFloat64(start + 8 * place, value, true));
  return bytes;
}
