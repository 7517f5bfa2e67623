import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

export interface Served extends AsyncDisposable {
  readonly url: string;
  /** What browsers reported against the policy. */
  readonly violations: readonly string[];
}

/** Serves a folder on loopback, under a Content-Security-Policy where one is given. */
export async function serve(folder: string, policy?: string): Promise<Served> {
  const violations: string[] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (request.method === "POST") {
      let report = "";
      for await (const chunk of request) report += chunk;
      violations.push(report);
      response.writeHead(204).end();
      return;
    }
    const path = normalize(join(folder, pathname === "/" ? "index.html" : decodeURIComponent(pathname)));
    const body = path.startsWith(folder + sep) ? await readFile(path).catch(() => undefined) : undefined;
    if (policy !== undefined)
      response.setHeader("Content-Security-Policy", `${policy}; report-uri /violation`);
    if (body === undefined) response.writeHead(404).end();
    else
      response
        .writeHead(200, { "Content-Type": types[extname(path)] ?? "application/octet-stream" })
        .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    violations,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
