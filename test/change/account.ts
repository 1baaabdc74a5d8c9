import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { APIGatewayClientConfig } from "@aws-sdk/client-api-gateway";
import { observe } from "../../src/account/read-again.ts";
import { readingOf } from "../../src/account/reading.ts";
import { sdkAws } from "../../src/aws/sdk.ts";
import { execute, type Outcome, type Progress } from "../../src/change/execute.ts";
import type { MethodDocument } from "../../src/gateway/document/method.ts";
import {
  type Document,
  deploymentKey,
  isOf,
  type Key,
  newValidatorKey,
  type Seen,
} from "../../src/gateway/document/things.ts";
import { plan } from "../../src/gateway/plan/plan.ts";
import { canonical } from "../../src/gateway/plan/shapes.ts";
import type { Aws } from "../../src/ports.ts";
import { sandboxRequestHandler } from "../../src/sandbox/in-process.ts";
import { openSandbox, type SandboxOptions } from "../../src/sandbox/sandbox.ts";
import type { Surroundings } from "./methods.ts";

/** A sandbox's account through the real SDK, with the documents of this folder's tests in it. */
export interface TestAccount {
  readonly aws: Aws;
  /** For clients of the test's own. */
  readonly config: APIGatewayClientConfig;
  /** Where the sandbox's state is. */
  readonly file: string;
  readonly restApiId: string;
  readonly around: Surroundings;
  /** Two that stages may serve. */
  readonly deployments: readonly Key<"deployment">[];
  /** The ids of what was made so far. */
  ids: ReadonlyMap<Key, string>;
  /** What is there of these things. */
  read(keys: Iterable<Key>): Promise<Document>;
  /** Leads from what is there to a document. */
  lead(
    wanted: Document,
    progress?: Progress,
  ): Promise<{ readonly before: Document; readonly outcome: Outcome }>;
  close(): void;
}

/** In a sandbox of its own, or in one that is served at an address. */
export async function openAccount({
  url,
  ...options
}: Partial<SandboxOptions> & { readonly url?: string } = {}): Promise<TestAccount> {
  const folder = mkdtempSync(join(tmpdir(), "apigw-change-"));
  const file = join(folder, "state.json");
  const config = {
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    ...(url === undefined
      ? {
          requestHandler: sandboxRequestHandler(openSandbox({ file, ...options })),
        }
      : { endpoint: url }),
  };
  const aws = sdkAws({ ...config, endpoint: () => url });
  const reading = readingOf(aws);
  const restApiId = (await reading.apis()).find(({ name }) => name === "petstore")?.id ?? "";
  const authorizers = await reading.authorizers(restApiId);
  const authorizer = (name: string) => authorizers.find((one) => one.name === name)?.id ?? "";
  const links = await reading.vpcLinks();
  const deploy = async () =>
    deploymentKey(restApiId, (await aws.send("apigateway:CreateDeployment", { restApiId })).id ?? "");
  const account: TestAccount = {
    deployments: [await deploy(), await deploy()],
    aws,
    config,
    file,
    restApiId,
    around: {
      cognito: authorizer("customers"),
      lambda: authorizer("staff"),
      vpcLink: links.find(({ version }) => version === "V1")?.id ?? "",
      validators: ["Body", "Everything"].map((name) => newValidatorKey(restApiId, name)),
    },
    ids: new Map(),
    async read(keys) {
      const seen = await observe(aws, keys, account.ids);
      account.ids = seen.ids;
      return seen.document;
    },
    async lead(wanted, progress) {
      const before = await account.read(wanted.keys());
      const outcome = await execute(
        plan(before, wanted),
        aws,
        { document: before, ids: account.ids },
        progress,
      );
      account.ids = outcome.ids;
      return { before, outcome };
    },
    close() {
      aws.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return account;
}

/** A document's things of these keys, by what they mean: lists without order in one order, nothing that is undefined. */
export function meaning(document: Document, keys: Iterable<Key>): unknown {
  return JSON.parse(
    canonical(Object.fromEntries([...keys].map((key) => [key, meant(key, document.get(key))]))),
  );
}

function meant(key: Key, thing: Seen): unknown {
  if (thing === undefined) return null;
  if (!isOf("method", key)) return thing;
  const { request, integration, ...rest } = thing as MethodDocument;
  const sorted = (list: readonly string[]) => [...list].sort();
  return {
    ...rest,
    request: { ...request, authorizationScopes: sorted(request.authorizationScopes) },
    integration: integration && {
      ...integration,
      cacheKeyParameters: sorted(integration.cacheKeyParameters),
    },
  };
}
