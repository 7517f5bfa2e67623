import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Who made a file, told so that anyone can find out whether it still lives. */
export interface Owner {
  readonly host: string;
  readonly pid: number;
  /** Where a pid means what it means here: the host, its boot and its pid namespace. */
  readonly space: string;
  /** When the process started: a pid is used again, a pid with its start is not. Empty where unknown. */
  readonly started: string;
}

export function thisProcess(): Owner {
  const host = hostname().replace(/[^A-Za-z0-9-]/g, "-");
  const boot = attempt(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
  const namespace = attempt(() => readlinkSync("/proc/self/ns/pid"));
  return { host, pid: process.pid, space: [host, boot, namespace].join(" "), started: startOf(process.pid) };
}

/** "unknown" for an owner elsewhere, or where the system does not tell when a process started. */
export function fate({ pid, space, started }: Owner): "alive" | "dead" | "unknown" {
  if (space !== thisProcess().space) return "unknown";
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: there is such a process, of another user.
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return "dead";
  }
  if (started === "") return "unknown";
  return startOf(pid) === started ? "alive" : "dead";
}

/** Clock ticks from boot to the process's start: the 22nd field of /proc/PID/stat, the 2nd in parentheses. */
function startOf(pid: number): string {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  return stat.replace(/^.*\) /s, "").split(" ")[19] ?? "";
}

/** What Linux tells and other systems do not. */
function attempt(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
