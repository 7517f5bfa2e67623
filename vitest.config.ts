import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Folders whose tests run against the packed tarball. */
const packed = ["package", "browser", "relaxed"].map((folder) => `test/${folder}/**/*.test.ts`);
const shared = {
  testTimeout: 120_000,
  hookTimeout: 300_000,
  // Not one less, as by default: most tests keep one core busy, and on two cores that would be one file at a time.
  maxWorkers: availableParallelism(),
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "source",
          include: ["test/**/*.test.ts"],
          exclude: [...packed, "**/node_modules/**"],
          setupFiles: ["test/support/properties.setup.ts"],
          globalSetup: ["test/support/undisturbed.setup.ts"],
          ...shared,
        },
      },
      {
        test: {
          name: "package",
          include: packed,
          globalSetup: ["test/support/packed.setup.ts"],
          ...shared,
        },
      },
    ],
  },
});
