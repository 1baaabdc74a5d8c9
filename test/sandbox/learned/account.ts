import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { APIGateway, type CreateRestApiCommandInput, type PatchOperation } from "@aws-sdk/client-api-gateway";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import { sandboxRequestHandler } from "../../../src/sandbox/in-process.ts";
import { openSandbox } from "../../../src/sandbox/sandbox.ts";

export const REGION = "us-east-1";
export const ACCOUNT = "210987654321";

/** Some text that is there, whichever it is. */
export const SOME: unknown = expect.stringMatching(/./);
export const DATE: unknown = expect.any(Date);

export const json = (value: unknown): unknown => ({
  asymmetricMatch: (text: unknown) =>
    typeof text === "string" && JSON.stringify(JSON.parse(text)) === JSON.stringify(value),
});

/** An account of its own, with nothing in it, asked through the SDK. */
export class Account {
  readonly #folder = mkdtempSync(join(tmpdir(), "apigw-learned-"));
  readonly sandbox = openSandbox({
    file: join(this.#folder, "state.json"),
    empty: true,
    accountId: ACCOUNT,
  });
  readonly #config = {
    region: REGION,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    requestHandler: sandboxRequestHandler(this.sandbox),
    maxAttempts: 1,
  };
  readonly gateway = new APIGateway(this.#config);
  readonly lambda = new Lambda(this.#config);
  readonly iam = new IAM(this.#config);

  /** A new REST API and its root resource. */
  async api(input: Partial<CreateRestApiCommandInput> = {}) {
    const { id = "", rootResourceId = "" } = await this.gateway.createRestApi({ name: "harbour", ...input });
    return { restApiId: id, rootId: rootResourceId };
  }

  /** A method that a mock answers, deployable. */
  async mock(restApiId: string, resourceId: string, httpMethod: string) {
    const at = { restApiId, resourceId, httpMethod };
    await this.gateway.putMethod({ ...at, authorizationType: "NONE" });
    await this.gateway.putIntegration({ ...at, type: "MOCK" });
    return at;
  }

  async function(name: string): Promise<string> {
    const { FunctionArn = "" } = await this.lambda.createFunction({
      FunctionName: name,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: `arn:aws:iam::${ACCOUNT}:role/keeper`,
      Code: { ZipFile: new Uint8Array([1]) },
    });
    return FunctionArn;
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** What came of a call: its HTTP status as http, and its members, or of a refusal "Name status: message". */
export async function outcome(call: Promise<unknown>): Promise<unknown> {
  try {
    const { $metadata, ...members } = (await call) as { $metadata: { httpStatusCode?: number } };
    return { http: $metadata.httpStatusCode, ...members };
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    if ($metadata?.httpStatusCode === undefined) throw error;
    return `${name} ${$metadata.httpStatusCode}: ${message}`;
  }
}

export interface Rule<Given> {
  /** The rule in plain words: the test's name. */
  rule: string;
  when(given: Given): Promise<unknown>;
  gives: unknown;
}

/** A test a rule, each in a new account in which `prepare` made what the rules are about. */
export function rules<Given>(
  prepare: (account: Account) => Promise<Given>,
  rows: readonly Rule<Given & { account: Account }>[],
): void {
  test.each(rows.map((row) => [row.rule, row] as const))("%s", async (_, { when, gives }) => {
    const account = new Account();
    try {
      const given = await prepare(account);
      expect(await outcome(when({ account, ...given }))).toEqual(gives);
    } finally {
      account.close();
    }
  });
}

export const patch = (op: string, path: string, value?: string): PatchOperation => ({
  op: op as "add",
  path,
  ...(value === undefined ? {} : { value }),
});
