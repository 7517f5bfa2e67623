declare module "losscape:strict-wasm-base64" {
  /** The strict module in base64; the Rollup build puts it in. */
  const base64: string;
  export default base64;
}
