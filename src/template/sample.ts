import { util } from "./encodings.ts";
import { renderTemplate } from "./render.ts";
import { HostObject, toJava } from "./values/containers.ts";
import { JavaNumber } from "./values/number.ts";

/**
 * What a template makes of a sample call in which every value is 1: a number that is valid JSON by itself and, in
 * quotes, as a text. Undefined where it cannot be run on a sample (it needs real input).
 */
export function renderSample(template: string): string | undefined {
  const one = JavaNumber.of(1);
  const anything = { 1: 1 };
  const params = { path: anything, querystring: anything, header: anything };
  const identity = {
    sourceIp: 1,
    userAgent: 1,
    caller: 1,
    user: 1,
    userArn: 1,
    accountId: 1,
    apiKey: 1,
    cognitoIdentityId: 1,
  };
  const context = {
    accountId: 1,
    apiId: 1,
    authorizer: { principalId: 1, claims: { sub: 1, email: 1 } },
    httpMethod: 1,
    identity,
    path: 1,
    requestId: 1,
    requestTime: 1,
    requestTimeEpoch: 1,
    resourceId: 1,
    resourcePath: 1,
    stage: 1,
  };
  const input = new HostObject(
    { body: "1" },
    {
      json: () => "1",
      path: () => one,
      params: ([name]) => (name === undefined ? toJava(params) : one),
    },
  );
  try {
    return renderTemplate(template, { input, util, context, stageVariables: {} });
  } catch {
    return undefined;
  }
}

/** Whether a template yields JSON for the sample; undefined where that cannot be told. */
export function yieldsJson(template: string): boolean | undefined {
  // What a stage variable stands for is not known, and neither is what a loop or a condition would have made.
  if (/\$\{?stageVariables|#\{?(?:if|foreach|macro|define|parse|evaluate)\b/.test(template)) return undefined;
  const text = renderSample(template);
  if (text === undefined || text.trim() === "") return undefined;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
