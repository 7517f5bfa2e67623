import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LockedError } from "../../base/errors.js";
import { OwnClaim, readClaims, removeDead } from "./claims.js";

/**
 * Runs `work` while no other living process is in it.
 *
 * Everyone who wants in writes a claim, then looks at all claims, and is in when no other owner lives; otherwise
 * it takes its claim back and tries again. Of two claimants the later to look sees the other, so never are both
 * in. A claim outlives its owner after `kill -9` and is then cleared away by the next.
 *
 * @param wait  milliseconds until giving up
 * @throws LockedError  naming who is in, and what to remove should that one have ended where nobody here can see it
 */
export async function withLock<T>(folder: string, work: () => Promise<T>, wait = 30_000): Promise<T> {
  const giveUp = performance.now() + wait;
  const claim = new OwnClaim(folder, "lock");
  try {
    while (true) {
      await claim.say();
      const others = (await readClaims(folder, "lock")).filter(({ file }) => file !== claim.file);
      await removeDead(folder, others);
      const holder = others.find(({ fate }) => fate !== "dead");
      if (holder === undefined) return await work();
      await claim.drop();
      if (performance.now() >= giveUp)
        throw new LockedError(
          folder,
          `process ${holder.owner.pid} on ${holder.owner.host}`,
          holder.fate === "unknown" ? join(folder, holder.file) : undefined,
        );
      await sleep(20 + 200 * Math.random());
    }
  } finally {
    await claim.drop();
  }
}
