import { expect, test } from "vitest";
import { startSandbox } from "./served.ts";

// What is under way in a served sandbox does not keep it alive.

const SIGNED = {
  authorization:
    "AWS4-HMAC-SHA256 Credential=sandbox/20261126/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=0",
};
const operation = (path: string) =>
  `\n  ${path}: { get: { responses: { "200": { description: ok } }, x-amazon-apigateway-integration: { type: mock } } }`;

test("SIGTERM ends it while it reads a document of megabytes", async () => {
  const body = `openapi: 3.0.1\ninfo: { title: a, version: "1" }\npaths:${Array.from({ length: 20_000 }, (_, i) => operation(`/p${i}`)).join("")}`;
  const served = await startSandbox("--empty", "--quiet");
  const importing = fetch(`${served.url}/restapis?mode=import`, {
    method: "POST",
    headers: SIGNED,
    body,
  }).then(
    ({ status }) => `answered ${status}`,
    () => "cut off",
  );
  // Answered while the document is read: it arrived before.
  for (let i = 0; i < 20; i++) await fetch(`${served.url}/restapis`, { headers: SIGNED });
  await served.stop();
  expect(await importing).toBe("cut off");
});
