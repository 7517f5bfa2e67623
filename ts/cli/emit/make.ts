import type { Work } from "./work.js";

/** Jobs as targets of GNU make, as many at once as `-j` says. */
export function make({ run, merge, jobs }: Work, about: string): string {
  return `# ${about}. \`make -k -j 4 -f FILE\` runs it and merges; run again, it goes on.
JOBS := $(addprefix job-,$(shell seq 1 ${jobs.count}))
.PHONY: merge $(JOBS)
merge: $(JOBS)
	${inMake(merge)}
$(JOBS): job-%:
	${inMake(run)} --shard $*/${jobs.count}
`;
}

const inMake = (command: string) => command.replaceAll("$", "$$$$");
