import type { TestInvokeMethodRequest } from "@aws-sdk/client-api-gateway";
import { userOf } from "../state/caller.ts";
import type { Context, Input } from "../state/context.ts";
import { INVALID_METHOD, own, pathOf, resourceOf } from "../state/lookup.ts";
import { STUB_HEADER } from "../state/service-stubs.ts";
import { snapshotOf } from "../state/snapshot.ts";
import { notFound } from "../wire/service-error.ts";
import { newContext, newRequestId, traceIdOf } from "./context.ts";
import { roleFault } from "./functions/roles.ts";
import { functionRunner } from "./functions/runner.ts";
import { methodHeaders } from "./header-rules.ts";
import {
  ERROR_TYPE_HEADER,
  headerValue,
  type Invocation,
  type MethodResult,
  type Multi,
  TRACE_ID_HEADER,
} from "./invocation.ts";
import { executionLog } from "./log-lines.ts";
import { decodedPath, pathParameters } from "./routing.ts";
import { runMethod } from "./run.ts";
import { beginning, LARGEST_TESTED, streams } from "./streaming.ts";

const STAGE = "test-invoke-stage";

/** Runs the method as it is configured now, deployed or not, without authorization; tells what happened in a log. */
export async function testInvokeMethod(input: Input<TestInvokeMethodRequest>, context: Context) {
  const { api, resource } = resourceOf(context, input);
  const method = own(resource.methods, input.httpMethod) ?? own(resource.methods, "ANY");
  if (!method) throw notFound(INVALID_METHOD);
  const snapshot = snapshotOf(api);
  const resourcePath = pathOf(api.resources, resource);
  const [rawPath = "", queryText = ""] = split(input.pathWithQueryString || resourcePath);
  const sent = headersOf(input);
  const headers = methodHeaders(sent);
  const encodedPath = pathParameters(resourcePath, rawPath);
  const requestId = newRequestId();
  const now = context.now();
  const log = executionLog(requestId, () => context.now());
  const invocation: Invocation = {
    api,
    snapshot,
    stage: STAGE,
    stageVariables: input.stageVariables ?? {},
    deploymentId: "",
    resource,
    resourcePath,
    method,
    request: {
      method: input.httpMethod,
      rawPath,
      path: decodedPath(encodedPath),
      encodedPath,
      query: queryOf(queryText),
      headers,
      body: new Uint8Array(Buffer.from(input.body ?? "")),
    },
    region: context.region,
    accountId: context.accountId,
    partition: context.partition,
    requestId,
    roleFault: (arn) => roleFault(context, arn),
    context: newContext({
      apiId: api.id,
      accountId: context.accountId,
      stage: STAGE,
      method: input.httpMethod,
      path: rawPath,
      resourceId: resource.id,
      resourcePath,
      deploymentId: "",
      domainName: "testPrefix.testDomainName",
      domainPrefix: "testPrefix",
      sourceIp: "test-invoke-source-ip",
      userAgent: headerValue(headers, "user-agent") ?? null,
      traceId: traceIdOf(headerValue(headers, TRACE_ID_HEADER), now),
      requestId,
      now,
      identity: identityOf(context),
    }),
    log: log.write,
    functions: functionRunner(context),
    services: context.services,
    stub: headerValue(sent, STUB_HEADER),
  };
  const started = performance.now();
  const streamed = streams(method.methodIntegration);
  const result = await (streamed ? firstOfStream(invocation) : runMethod(invocation));
  // A gateway response tells its kind only; a type for its body is not among what is told.
  if (headerValue(result.headers, ERROR_TYPE_HEADER)) delete result.headers["Content-Type"];
  return {
    status: result.status,
    body: Buffer.from(result.body).toString("utf8"),
    headers: Object.fromEntries(
      Object.entries(result.headers).map(([name, values]) => [name, values.at(-1) ?? ""]),
    ),
    multiValueHeaders: result.headers,
    // Documented: of a stream there is no log.
    ...(streamed ? {} : { log: log.text() }),
    latency: Math.round(performance.now() - started),
  };
}

const TEST_WAITS_MS = 35_000;

/** Documented: a test waits 35 seconds for a stream, and takes one megabyte of it; without an answer the status is 0. */
async function firstOfStream(invocation: Invocation): Promise<MethodResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<MethodResult>((resolve) => {
    timer = setTimeout(() => resolve({ status: 0, headers: {}, body: new Uint8Array() }), TEST_WAITS_MS);
  });
  const started = performance.now();
  const running = runMethod(invocation);
  const { stream, ...result } = await Promise.race([running, late]);
  clearTimeout(timer);
  if (!stream) {
    void running.then((answer) => answer.stream?.destroy());
    return result;
  }
  const left = TEST_WAITS_MS - (performance.now() - started);
  return { ...result, body: await beginning(stream, LARGEST_TESTED, left) };
}

/** By public reports: the key is made up, the caller is the one who tests. */
function identityOf(context: Context) {
  const { id, account, arn } = userOf(context);
  return {
    apiKey: "test-invoke-api-key",
    apiKeyId: "test-invoke-api-key-id",
    accountId: account,
    caller: id,
    user: id,
    userArn: arn,
  };
}

function split(pathWithQuery: string): [string, string] {
  const mark = pathWithQuery.indexOf("?");
  return mark < 0 ? [pathWithQuery, ""] : [pathWithQuery.slice(0, mark), pathWithQuery.slice(mark + 1)];
}

/** A query string with all values of each name. */
function queryOf(text: string): Multi {
  const query: Multi = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const known = own(query, name);
    if (known) known.push(value);
    else query[name] = [value];
  }
  return query;
}

function headersOf(input: Input<TestInvokeMethodRequest>): Multi {
  const headers: Multi = {};
  for (const [name, value] of Object.entries(input.headers ?? {})) headers[name] = [value];
  return { ...headers, ...input.multiValueHeaders };
}
