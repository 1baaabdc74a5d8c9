// The same four writes as four `aws` commands, with every AWS CLI that is there.
import { execFileSync } from "node:child_process";

/** Each AWS CLI once: Debian's where it is, and the first on the PATH. */
export function awsCommands(env) {
  const found = new Map();
  for (const command of ["/usr/bin/aws", "aws"]) {
    try {
      const version = String(execFileSync(command, ["--version"], { env })).split(" ", 1)[0];
      if (![...found.values()].includes(version)) found.set(command, version);
    } catch {
      // Not there.
    }
  }
  return found;
}

/** Milliseconds that the four take. */
export function fourWrites(command, server, id, serial, env) {
  const run = (...args) =>
    execFileSync(command, ["--endpoint-url", server.url, "--output", "json", ...args], { env });
  const at = ["--rest-api-id", server.api, "--resource-id", id, "--http-method", "GET"];
  const start = process.hrtime.bigint();
  run("apigateway", "put-method", ...at, "--authorization-type", "NONE");
  run("apigateway", "put-method-response", ...at, "--status-code", "200");
  run(
    "apigateway",
    "put-integration",
    ...at,
    "--type",
    "AWS_PROXY",
    "--integration-http-method",
    "POST",
    "--uri",
    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:hello/invocations",
  );
  run(
    "lambda",
    "add-permission",
    "--function-name",
    "hello",
    "--statement-id",
    `bench${serial}`,
    "--action",
    "lambda:InvokeFunction",
    "--principal",
    "apigateway.amazonaws.com",
    "--source-arn",
    `arn:aws:execute-api:us-east-1:123456789012:${server.api}/*/GET/aws${serial}`,
  );
  return Number(process.hrtime.bigint() - start) / 1e6;
}
