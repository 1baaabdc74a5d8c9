import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  type CreateRestApiCommandInput,
  type IntegrationResponse,
  PutIntegrationCommand,
  type PutIntegrationCommandInput,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  type PutMethodCommandInput,
  PutMethodResponseCommand,
} from "@aws-sdk/client-api-gateway";
import { CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { sandboxRequestHandler } from "../../src/sandbox/in-process.ts";
import { openSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { type Served, serveSandbox } from "../../src/sandbox/serve.ts";

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  bytes: Buffer;
}

type MethodParts = Partial<PutMethodCommandInput> & {
  path: string;
  verb: string;
  integration: Omit<PutIntegrationCommandInput, "restApiId" | "resourceId" | "httpMethod">;
  responses?: Record<string, { parameters?: Record<string, boolean>; integration?: IntegrationResponse }>;
};

/** A sandbox with an API of its own and everything to call it, for tests of what a deployed method does. */
export class TestWorld {
  readonly folder = mkdtempSync(join(tmpdir(), "apigw-world-"));
  readonly functions: Record<string, string> = {};
  readonly sandbox: Sandbox;
  readonly client: APIGatewayClient;
  readonly lambda: LambdaClient;
  readonly #resources = new Map<string, string>();
  apiId = "";
  #served: Served | undefined;

  constructor(options: Partial<SandboxOptions> = {}) {
    const file = join(this.folder, "state.json");
    this.sandbox = openSandbox({ file, empty: true, functions: this.functions, ...options });
    const config = {
      region: "us-east-1",
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
      requestHandler: sandboxRequestHandler(this.sandbox),
      maxAttempts: 1,
    };
    this.client = new APIGatewayClient(config);
    this.lambda = new LambdaClient(config);
  }

  async api(
    type: "EDGE" | "REGIONAL" = "REGIONAL",
    more: Partial<CreateRestApiCommandInput> = {},
  ): Promise<void> {
    const endpointConfiguration = { types: [type] };
    const api = await this.client.send(
      new CreateRestApiCommand({ name: "tested", endpointConfiguration, ...more }),
    );
    this.apiId = api.id!;
    this.#resources.set("/", api.rootResourceId!);
  }

  /** The resource at a path, made where it is missing. */
  async resource(path: string): Promise<string> {
    const known = this.#resources.get(path);
    if (known) return known;
    const cut = path.lastIndexOf("/");
    const parentId = await this.resource(path.slice(0, cut) || "/");
    const made = await this.client.send(
      new CreateResourceCommand({ restApiId: this.apiId, parentId, pathPart: path.slice(cut + 1) }),
    );
    this.#resources.set(path, made.id!);
    return made.id!;
  }

  async method({ path, verb, integration, responses, ...method }: MethodParts): Promise<void> {
    const at = { restApiId: this.apiId, resourceId: await this.resource(path), httpMethod: verb };
    await this.client.send(
      new PutMethodCommand({ ...method, authorizationType: method.authorizationType ?? "NONE", ...at }),
    );
    for (const [statusCode, { parameters }] of Object.entries(responses ?? {})) {
      await this.client.send(
        new PutMethodResponseCommand({ ...at, statusCode, responseParameters: parameters }),
      );
    }
    await this.client.send(new PutIntegrationCommand({ ...integration, ...at }));
    for (const [statusCode, { integration: response }] of Object.entries(responses ?? {})) {
      await this.client.send(new PutIntegrationResponseCommand({ ...response, ...at, statusCode }));
    }
  }

  /** A function of this account that runs the given module text; returns its invocation URI. */
  async fn(name: string, text: string, runtime: "nodejs22.x" | "python3.13" = "nodejs22.x"): Promise<string> {
    this.functions[name] = join(this.folder, `${name}.mjs`);
    writeFileSync(this.functions[name], text);
    const made = await this.lambda.send(
      new CreateFunctionCommand({
        FunctionName: name,
        Runtime: runtime,
        Handler: "index.handler",
        Role: "arn:aws:iam::123456789012:role/any",
        Code: { ZipFile: new Uint8Array() },
        Timeout: 2,
      }),
    );
    return `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${made.FunctionArn}/invocations`;
  }

  async deploy(variables?: Record<string, string>): Promise<void> {
    await this.client.send(
      new CreateDeploymentCommand({ restApiId: this.apiId, stageName: "live", variables }),
    );
  }

  async url(): Promise<string> {
    this.#served ??= await serveSandbox(this.sandbox, { port: 0 });
    return this.#served.url;
  }

  async call(
    verb: string,
    path: string,
    options: {
      headers?: Record<string, string | string[]>;
      body?: string | Uint8Array;
      onPiece?: (piece: Buffer) => void;
    } = {},
  ): Promise<Answer> {
    const url = `${await this.url()}/restapis/${this.apiId}/live/_user_request_${path}`;
    return new Promise((resolve, reject) => {
      const outgoing = request(url, { method: verb, headers: options.headers ?? {} });
      outgoing.on("error", reject);
      outgoing.on("response", (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => {
          chunks.push(chunk);
          options.onPiece?.(chunk);
        });
        incoming.on("error", reject);
        incoming.on("end", () => {
          const bytes = Buffer.concat(chunks);
          const text = bytes.toString("utf8");
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, bytes });
        });
      });
      outgoing.end(options.body);
    });
  }

  async close(): Promise<void> {
    await this.#served?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
