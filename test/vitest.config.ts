import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// What needs programs beyond Node (a real terminal, the AWS CLI) stands in test/slow and runs with APIGW_SLOW=1.
const slow = process.env.APIGW_SLOW === "1";
const report = process.env.APIGW_TEST_REPORT;
const recordings = fileURLToPath(new URL("recorded/reporter.ts", import.meta.url));
const json: ["json", { outputFile: string }][] =
  report === undefined ? [] : [["json", { outputFile: report }]];

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    include: slow ? ["test/slow/**/*.test.ts"] : ["test/**/*.test.ts"],
    exclude: slow ? [] : ["test/slow/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true", AWS_EC2_METADATA_DISABLED: "true" },
    reporters: ["default", recordings, ...json],
  },
});
