import { defineConfig } from "vitest/config";

const unit = ["unit", "property", "golden", "cross", "faults"];
const timeouts = { testTimeout: 120_000, hookTimeout: 300_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "source",
          include: unit.map((folder) => `test/${folder}/**/*.test.ts`),
          setupFiles: ["test/support/properties.setup.ts"],
          ...timeouts,
        },
      },
      {
        test: {
          name: "package",
          include: ["test/package/**/*.test.ts", "test/browser/**/*.test.ts"],
          globalSetup: ["test/support/packed.setup.ts"],
          ...timeouts,
        },
      },
    ],
  },
});
