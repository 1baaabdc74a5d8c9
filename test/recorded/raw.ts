import * as apigateway from "@aws-sdk/client-api-gateway";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { membersOf, operationOf } from "../../src/sandbox/wire/schema.ts";

/** Sends an input that breaks the SDK's types as plain JSON, bound by the operation's own schema. */
export async function rawRequest(
  sandbox: Sandbox,
  op: string,
  input: Record<string, unknown>,
): Promise<{ answer: Record<string, unknown>; status: number }> {
  const schema = (apigateway as unknown as Record<string, Parameters<typeof operationOf>[0]>)[`${op}$`];
  if (!schema) throw new Error(`there is no operation ${op}`);
  const operation = operationOf(schema);
  const [method, template] = operation.http!;
  const body: Record<string, unknown> = {};
  let path = template;
  for (const member of membersOf(operation.input())) {
    const value = input[member.name];
    if (value === undefined) continue;
    if (member.traits.httpLabel) path = path.replace(`{${member.name}}`, encodeURIComponent(String(value)));
    else body[member.traits.jsonName ?? member.name] = value;
  }
  const response = await sandbox.handle({
    method,
    path,
    query: {},
    headers: { host: "apigateway.us-east-1.amazonaws.com", "content-type": "application/json" },
    body: new Uint8Array(Buffer.from(JSON.stringify(body))),
  });
  const answer = JSON.parse(Buffer.from(response.body).toString("utf8") || "{}") as Record<string, unknown>;
  if (response.status < 400) return { answer, status: response.status };
  throw Object.assign(new Error(String(answer.message)), {
    name: response.headers["x-amzn-errortype"] ?? "",
    status: response.status,
  });
}
