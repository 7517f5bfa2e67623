import { defineConfig } from "vitest/config";

const unit = [
  "base",
  "data",
  "wasm",
  "unit",
  "property",
  "eigen",
  "lanczos",
  "golden",
  "cross",
  "faults",
  "cli",
];
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
          include: ["package", "browser", "relaxed"].map((folder) => `test/${folder}/**/*.test.ts`),
          globalSetup: ["test/support/packed.setup.ts"],
          ...timeouts,
        },
      },
    ],
  },
});
