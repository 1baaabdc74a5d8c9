import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// What needs programs beyond Node (a real terminal, the AWS CLI) stands in test/slow and runs with APIGW_SLOW=1.
const proof = process.env.APIGW_PROOF === "1";
const slow = process.env.APIGW_SLOW === "1";
const report = process.env.APIGW_TEST_REPORT;
const recordings = fileURLToPath(new URL("recorded/reporter.ts", import.meta.url));
const json: ["json", { outputFile: string }][] =
  report === undefined ? [] : [["json", { outputFile: report }]];

// Many small files, each test in an account of its own: they share one process, where each would load the SDK anew.
const LEARNED = "test/sandbox/learned/**/*.test.ts";
const SLOW = "test/slow/**/*.test.ts";
// Long proofs run by `npm run proof -- NAME`.
const PROOF = "test/proof/**/*.test.ts";
const fast = [
  {
    extends: true as const,
    test: { name: "tests", include: ["test/**/*.test.ts"], exclude: [SLOW, LEARNED, PROOF] },
  },
  { extends: true as const, test: { name: "learned", include: [LEARNED], isolate: false } },
];

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    projects: proof
      ? [{ extends: true, test: { name: "proof", include: [PROOF] } }]
      : slow
        ? [{ extends: true, test: { name: "slow", include: [SLOW] } }]
        : fast,
    testTimeout: 60_000,
    // Of two cores Vitest would use one. Proofs start processes of their own.
    ...(proof ? {} : { maxWorkers: Math.max(2, availableParallelism() - 1) }),
    hookTimeout: 60_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true", AWS_EC2_METADATA_DISABLED: "true" },
    reporters: ["default", recordings, ...json],
  },
});
