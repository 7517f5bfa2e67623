import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What of `ws` is used: Node 20 has no WebSocket of its own. */
interface Socket {
  on(event: string, listener: (data: unknown) => void): void;
  send(text: string): void;
  close(): void;
}
export type SocketClass = new (url: string) => Socket;

/** Opens a page in a fresh Firefox, by WebDriver BiDi, until its program leaves an outcome in `globalThis.outcome`. */
export async function visitInFirefox(
  executable: string,
  WebSocket: SocketClass,
  url: string,
): Promise<unknown> {
  const profile = await mkdtemp(join(tmpdir(), "losscape-firefox-"));
  const args = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"];
  const browser = spawn(executable, args, { stdio: ["ignore", "ignore", "pipe"] });
  try {
    const send = await connect(WebSocket, `${await addressOf(browser)}/session`);
    await send("session.new", { capabilities: {} });
    const { contexts } = await send("browsingContext.getTree", {});
    const context = contexts[0].context;
    await send("browsingContext.navigate", { context, url, wait: "complete" });
    const { result } = await send("script.evaluate", {
      expression: `new Promise((resolve) => {
        const look = () => (globalThis.outcome ? resolve(JSON.stringify(globalThis.outcome)) : setTimeout(look, 50));
        look();
      })`,
      target: { context },
      awaitPromise: true,
    });
    const { value, error } = JSON.parse(result.value);
    if (error !== undefined) throw new Error(`in the page: ${error}`);
    return value;
  } finally {
    browser.kill();
    await new Promise((resolve) => browser.once("close", resolve));
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Firefox says on standard error where it listens. */
function addressOf(browser: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    browser.stderr?.on("data", (chunk) => {
      said += chunk;
      const address = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    browser.once("error", reject);
    browser.once("exit", (code) => reject(new Error(`Firefox ended with code ${code}: ${said}`)));
  });
}

// biome-ignore lint/suspicious/noExplicitAny: each command has an answer of its own
type Send = (method: string, params: object) => Promise<any>;

function connect(WebSocket: SocketClass, url: string): Promise<Send> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  socket.on("message", (data) => {
    const { id, type, result, error, message } = JSON.parse(String(data));
    const call = waiting.get(id);
    waiting.delete(id);
    if (type === "error") call?.reject(new Error(`${error}: ${message}`));
    else call?.resolve(result);
  });
  let count = 0;
  const send: Send = (method, params) =>
    new Promise((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve, reject });
      socket.send(JSON.stringify({ id: count, method, params }));
    });
  return new Promise((resolve, reject) => {
    socket.on("open", () => resolve(send));
    socket.on("error", (error) => reject(error as Error));
  });
}
