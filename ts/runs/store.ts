import { joined } from "../base/chunks.js";
import type { RandomAccess } from "../tables/reader.js";
import { digestOf } from "./identity.js";

/**
 * Where a run keeps its files. It knows names and bytes, and nothing of shards or tables; `folder.ts` says which files
 * there are.
 */
export interface Store {
  /** How messages name it. */
  readonly path: string;
  /** Whether it holds nothing but leftovers of a run that was killed before its first file. */
  isEmpty(): Promise<boolean>;
  /** The whole file, or undefined when there is none of that name. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** The same for a file of which parts are read; nothing stays open. */
  open(name: string): Promise<RandomAccess | undefined>;
  /** SHA-256 of a file, however large, in hexadecimal digits; undefined when there is none of that name. */
  digest(name: string): Promise<string | undefined>;
  /** All or nothing: whoever reads, at whatever instant, finds the former file or the whole of this one. */
  write(name: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void>;
  /** Removes a file, if there is one of that name. */
  remove(name: string): Promise<void>;
  /** Runs `work` while no other process that asks for the same is in it. @throws LockedError */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Lets other processes know which shards this one has at work. */
  announce(shards: readonly string[]): Promise<void>;
  /** What processes have announced that live, or run where this host cannot ask. */
  announced(): Promise<readonly Announcement[]>;
  close(): Promise<void>;
}

export interface Announcement {
  readonly shards: readonly string[];
  readonly owner: { readonly host: string; readonly pid: number };
  readonly fate: "alive" | "dead" | "unknown";
}

/** A store that ends with the program. */
export function memoryStore(): Store {
  const files = new Map<string, Uint8Array>();
  return {
    path: "memory",
    isEmpty: async () => files.size === 0,
    read: async (name) => files.get(name),
    async open(name) {
      const bytes = files.get(name);
      return bytes && { size: bytes.length, read: async (at, length) => bytes.subarray(at, at + length) };
    },
    async digest(name) {
      const bytes = files.get(name);
      return bytes && digestOf(bytes);
    },
    async write(name, content) {
      files.set(name, ArrayBuffer.isView(content) ? content : await joined(content));
    },
    async remove(name) {
      files.delete(name);
    },
    exclusively: (work) => work(),
    announce: async () => {},
    announced: async () => [],
    close: async () => {},
  };
}
