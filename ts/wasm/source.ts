import { LoadFailedError } from "../base/errors.js";

// A program for Node has no types of a page: these are what the package's own types name.
declare global {
  namespace WebAssembly {
    interface Module {}
    interface Memory {}
    interface Table {}
  }
}

type Bytes = ArrayBufferView<ArrayBuffer> | ArrayBuffer;

/** What `init` can start from. */
export type InitSource = URL | string | Response | Bytes | WebAssembly.Module;

/** What an entry knows about the place it runs in. */
export interface Platform {
  /** The modules beside the entry; absent in `losscape/slim`. */
  readonly builds?: { readonly strict: () => InitSource; readonly relaxed?: () => InitSource };
  /** What a text names: a URL, by itself or from where the program is, unless something else is said. */
  readonly resolve?: (source: string) => URL;
  /** Gets what a URL names; `fetch`, where nothing else is said. */
  readonly open?: (url: URL) => Promise<Response | Bytes>;
}

/**
 * The module that a source gives; of another realm too.
 *
 * @throws LoadFailedError  naming the URL that was opened
 */
export async function moduleOf(source: InitSource, platform: Platform): Promise<WebAssembly.Module> {
  if (typeof source !== "string" && !is<URL>(source, "URL")) return compiled(source);
  const { resolve = fromHere, open = fetch } = platform;
  let url = String(source);
  try {
    const address = resolve(url);
    url = address.href;
    return await compiled(await open(address));
  } catch (error) {
    throw new LoadFailedError(reasonOf(error), url, { cause: error });
  }
}

const fromHere = (source: string) => new URL(source, globalThis.location?.href);

async function compiled(source: Exclude<InitSource, string | URL>): Promise<WebAssembly.Module> {
  if (is<WebAssembly.Module>(source, "WebAssembly.Module")) return source;
  if (is<Response>(source, "Response")) return answered(source);
  if (isHtml(source)) throw new Error(HTML);
  return WebAssembly.compile(source);
}

async function answered(response: Response): Promise<WebAssembly.Module> {
  const { ok, status, url } = response;
  if (!ok) throw new LoadFailedError(`the server answered ${status}`, url || undefined);
  // A server that does not say application/wasm would make compileStreaming fail.
  if (response.headers.get("content-type")?.startsWith("application/wasm"))
    return WebAssembly.compileStreaming(response);
  const bytes = await response.arrayBuffer();
  if (isHtml(bytes)) throw new LoadFailedError(HTML, url || undefined);
  return WebAssembly.compile(bytes);
}

const HTML = "an HTML page came instead, as servers answer for a file that they do not have";

/** A page begins with `<`, after white space and a byte order mark; a module with a zero byte. */
function isHtml(source: Bytes): boolean {
  const bytes = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
  return /^\s*</.test(new TextDecoder().decode(bytes.subarray(0, 64)));
}

/** By its tag and not by its class: a test runner's page has other classes. */
function is<T extends InitSource>(value: InitSource, tag: string): value is T {
  return Object.prototype.toString.call(value) === `[object ${tag}]`;
}

/** What went wrong, without what `LoadFailedError` says of itself. */
export function reasonOf(error: unknown): string {
  if (error instanceof LoadFailedError) return error.reason;
  return error instanceof Error ? error.message : String(error);
}

/** The engine's error. */
export function causeOf(error: unknown): unknown {
  return error instanceof LoadFailedError ? (error.cause ?? error) : error;
}
