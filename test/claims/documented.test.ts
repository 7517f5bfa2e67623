import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { type AnyRule, claimsOn } from "../../ts/claims/judge.js";

const folder = fileURLToPath(new URL("../../build/documented-claim/", import.meta.url));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The claim that docs/claims.md writes, from a file elsewhere with its imports pointing into ts/. */
async function documented(): Promise<AnyRule> {
  const text = readFileSync(new URL("../../docs/claims.md", import.meta.url), "utf8");
  const [, code = ""] = /^```typescript\n(.*?)^```$/ms.exec(text) ?? [];
  const from = new URL("../../ts/claims/paper/example.ts", import.meta.url);
  const moved = code.replaceAll(/"(\.\.?\/[^"]+)"/g, (_, path) =>
    JSON.stringify(fileURLToPath(new URL(path.replace(/\.js$/, ".ts"), from))),
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/claim.ts`, moved);
  return (await import(`${folder}/claim.ts`)).worseOnTest;
}

test("the claim that the documentation writes in one file becomes a verdict", async () => {
  const rule = await documented();
  const networks = (gap: number, count: number) =>
    Array.from({ length: count }, (_, replica) => ({
      ...{ hidden: 10, replica, status: "completed" },
      train_loss: 0.1,
      test_loss: 0.1 + gap + (replica % 2) / 1000,
    }));
  const verdict = (gap: number, count: number) =>
    claimsOn([rule], { "network-losses": { networks: networks(gap, count) } })[0];
  expect(verdict(0.1, 20)).toMatchObject({ id: "overfit-networks", verdict: "supported", tests: 1 });
  expect(verdict(0, 20)).toMatchObject({ verdict: "not supported" });
  expect(verdict(0.1, 1)).toMatchObject({
    verdict: "inconclusive",
    sentence: "One network alone has no interval.",
  });
});
