import type { Work } from "./work.js";

/**
 * An array of jobs. `sbatch FILE` computes; `sh FILE` submits that and, depending on it, the merging: the same script with the
 * array index 0.
 */
export function slurm({ experiment, run, merge, jobs }: Work, about: string): string {
  return `#!/bin/sh
# ${about}. \`sh FILE\` submits it, and the merging after it; submitted again, it goes on.
#SBATCH --job-name=${experiment}
#SBATCH --array=1-${jobs.count}
#SBATCH --time=${clock(jobs.limit)}
#SBATCH --mem=${Math.ceil(jobs.memory / 2 ** 20)}M
#SBATCH --cpus-per-task=${jobs.workers}
set -eu
if [ -z "\${SLURM_JOB_ID:-}" ]; then
  jobs=$(sbatch --parsable "$0")
  exec sbatch --dependency="afterok:\${jobs%%;*}" --array=0 "$0"
fi
if [ "$SLURM_ARRAY_TASK_ID" = 0 ]; then
  exec ${merge}
fi
exec ${run} --shard "$SLURM_ARRAY_TASK_ID/${jobs.count}"
`;
}

/** Slurm's hours:minutes:seconds, in whole minutes. */
function clock(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:00`;
}
