import { AT, authorizerFunction, deploy, guarded, KEY, keyed, method, type Scene } from "./scene.ts";

/** A call of a stage that fails: what it leaves in the stage's log, or what its caller gets. */
export interface BrokenCall {
  /** Makes it; may answer what a person puts in for what stands in angle brackets, as they know it. */
  make(scene: Scene): Promise<unknown>;
  readonly request?: RequestInit;
  /** What is called before it. */
  readonly before?: readonly RequestInit[];
  readonly stage?: string;
  readonly status: number;
  readonly id: string;
  readonly command?: number;
  readonly fill?: Readonly<Record<string, string>>;
  readonly mended?: number;
  /** What explain is told beside the log: nothing, where the log says itself which method of which stage it is. */
  readonly flags?: string;
}

const HTTP = "--integration http --integration-method POST --content-handling convert_to_text";
const TOKEN = { headers: { Authorization: "Bearer x" } };
const WITH_KEY = { headers: { "x-api-key": KEY } };
const JSON_BODY = { body: '{"a":1}', headers: { "Content-Type": "application/json" } };
const WORKING = {
  "ARN of a function that works": "arn:aws:lambda:us-east-1:123456789012:function:working-authorizer",
};
const RATES = { "calls a second": "100", "calls at once": "50" };

const deployed = (flags: string) => async (scene: Scene) => {
  await method(scene, flags);
  await deploy(scene);
};

/** As the log of the stage has it. */
export const STAGE_LOGS: Readonly<Record<string, BrokenCall>> = {
  "no permission": {
    make: deployed("--integration lambda --function hello --no-permission"),
    status: 500,
    id: "lambda-permission",
  },
  "an authorizer whose function may not be asked": {
    make: (scene) => guarded(scene, "working", { letIn: false }),
    request: TOKEN,
    status: 500,
    id: "authorizer-permission",
    flags: "",
  },
  "an authorizer that fails": {
    async make(scene) {
      await guarded(scene, "throwing");
      await authorizerFunction(scene, "working-authorizer");
    },
    request: TOKEN,
    fill: WORKING,
    status: 500,
    id: "authorizer-threw",
    flags: "",
  },
  "a list in the authorizer's context": {
    async make(scene) {
      await guarded(scene, "list-context");
      await authorizerFunction(scene, "working-authorizer");
    },
    request: TOKEN,
    fill: WORKING,
    status: 500,
    id: "authorizer-context",
    flags: "",
  },
  "no token": {
    make: (scene) => guarded(scene, "working"),
    fill: { TOKEN: "Bearer x", BODY: "{}" },
    status: 401,
    id: "authorizer-refused",
    flags: `${AT} --stage live`,
  },
  "a key of no plan": {
    make: (scene) => keyed(scene, { plan: {}, inPlan: false }),
    request: WITH_KEY,
    status: 403,
    id: "key-without-plan",
    flags: "",
  },
  "a plan without the stage": {
    make: (scene) => keyed(scene, { plan: {}, inPlan: false, staged: false }),
    request: WITH_KEY,
    status: 403,
    id: "key-without-plan",
    flags: "",
  },
  "more calls than the plan takes": {
    make: (scene) => keyed(scene, { plan: { throttle: { rateLimit: 0.001, burstLimit: 1 } } }),
    request: WITH_KEY,
    before: [WITH_KEY],
    status: 429,
    id: "key-throttled",
    flags: "",
    fill: RATES,
  },
  "a stage variable that the stage does not have": {
    make: deployed(`${HTTP} --endpoint 'http://\${stageVariables.host}/' --skip-check stage-variable`),
    status: 500,
    id: "endpoint-address",
    fill: { host: "URL" },
  },
  "a body that does not fit its model": {
    make: deployed("--integration mock --request-validator body --request-model application/json=Pet"),
    request: JSON_BODY,
    status: 400,
    id: "body-model",
  },
  "a body that is no JSON, in a template": {
    make: deployed(`${HTTP} --endpoint URL/ --request-template 'application/json=$input.json("$.a")'`),
    request: { body: "{a", headers: { "Content-Type": "application/json" } },
    status: 400,
    id: "unparsable-body",
    flags: `${AT} --stage live`,
    fill: { BODY: '{"a":1}' },
  },
  "a slow backend": {
    make: deployed(`${HTTP} --endpoint URL/slow --timeout 60`),
    status: 504,
    id: "timeout",
  },
  "a backend whose answer is too large": {
    make: deployed("--integration http --proxy --integration-method POST --endpoint URL/large"),
    status: 500,
    id: "reply-too-large",
  },
};

/** A signature that nobody made, of a day and for a Region. */
function signedAs(day: string, region: string, date = `${day}T000000Z`): Record<string, string> {
  return {
    "X-Amz-Date": date,
    Authorization: `AWS4-HMAC-SHA256 Credential=sandbox/${day}/${region}/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`,
  };
}

/** A method that asks for a signature, and what is no good one. */
function ofIam(id: string, request: RequestInit = {}): BrokenCall {
  return {
    make: deployed("--integration mock --authorization iam"),
    request,
    status: 403,
    id,
    fill: { BODY: "{}" },
  };
}

/** A token as a user pool writes it, that runs out so many seconds from now; its signature is none. */
function userPoolToken(seconds: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    iss: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Sandbox01",
    exp: Math.floor(Date.now() / 1000) + seconds,
    token_use: "id",
  };
  return [part({ alg: "RS256" }), part(claims), "c2lnbmF0dXJl"].join(".");
}

/** As the caller gets it. */
export const ANSWERS: Readonly<Record<string, BrokenCall>> = {
  "a method that was not deployed": {
    async make(scene) {
      await deploy(scene);
      await method(scene, "--integration mock");
    },
    status: 403,
    id: "missing-authentication-token",
  },
  "a stage that is not there": {
    make: deployed("--integration mock"),
    stage: "prod",
    status: 403,
    id: "forbidden",
  },
  "a request that is not signed": ofIam("missing-authentication-token"),
  "a token where a signature is asked for": ofIam("signature-malformed", TOKEN),
  "a signature for another Region": ofIam("signature-scope", { headers: signedAs("20261126", "eu-west-1") }),
  "a signature of long ago": ofIam("signature-expired", { headers: signedAs("20200101", "us-east-1") }),
  "a signature by another secret": {
    ...ofIam("signature"),
    get request() {
      const now = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
      return { headers: signedAs(now.slice(0, 8), "us-east-1", now) };
    },
  },
  "a user pool's token of yesterday": {
    make: deployed("--integration mock --authorization cognito --authorizer customers"),
    request: { headers: { Authorization: userPoolToken(-86_400) } },
    status: 401,
    id: "token-expired",
    fill: { TOKEN: userPoolToken(86_400), BODY: "{}" },
  },
  "no API key": {
    make: (scene) => keyed(scene, { plan: {} }),
    status: 403,
    id: "forbidden",
    fill: { API_KEY: KEY, BODY: "{}" },
  },
  "a key of no plan": {
    make: (scene) => keyed(scene, { plan: {}, inPlan: false }),
    request: WITH_KEY,
    status: 403,
    id: "forbidden",
    command: 1,
  },
  "a quota that is used up": {
    make: (scene) => keyed(scene, { plan: { quota: { limit: 1, period: "DAY" } } }),
    request: WITH_KEY,
    before: [WITH_KEY],
    status: 429,
    id: "quota",
    fill: { calls: "100" },
  },
  "more calls than the plan takes": {
    make: (scene) => keyed(scene, { plan: { throttle: { rateLimit: 0.001, burstLimit: 1 } } }),
    request: WITH_KEY,
    before: [WITH_KEY],
    status: 429,
    id: "throttled",
    fill: RATES,
  },
  "more calls than the stage takes": {
    async make(scene) {
      await deployed("--integration mock")(scene);
      await scene.account.gateway.updateStage({
        restApiId: scene.apiId,
        stageName: "live",
        patchOperations: [
          { op: "replace", path: "/~1broken/POST/throttling/rateLimit", value: "0.001" },
          { op: "replace", path: "/~1broken/POST/throttling/burstLimit", value: "1" },
        ],
      });
    },
    before: [{}],
    status: 429,
    id: "throttled",
    fill: RATES,
  },
  "no token": {
    make: (scene) => guarded(scene, "working"),
    status: 401,
    id: "unauthorized",
    fill: { TOKEN: "Bearer x", BODY: "{}" },
  },
  "a policy for one method, kept for the next": {
    make: (scene) => guarded(scene, "this-method", { ttl: 300 }),
    before: [{ method: "GET", ...TOKEN }],
    request: TOKEN,
    status: 403,
    id: "not-allowed",
  },
  "a policy that denies all but one method, kept for the next": {
    make: (scene) => guarded(scene, "no-other", { ttl: 300 }),
    before: [{ method: "GET", ...TOKEN }],
    request: TOKEN,
    status: 403,
    id: "explicit-deny",
  },
  "an authorizer that fails": {
    async make(scene) {
      await guarded(scene, "throwing");
      await authorizerFunction(scene, "working-authorizer");
    },
    request: TOKEN,
    fill: WORKING,
    status: 500,
    id: "authorizer-error",
  },
  "an authorizer whose function may not be asked": {
    make: (scene) => guarded(scene, "working", { letIn: false }),
    request: TOKEN,
    status: 500,
    id: "authorizer-error",
  },
  "a body that does not fit": {
    make: deployed("--integration mock --request-validator body --request-model application/json=Pet"),
    request: JSON_BODY,
    status: 400,
    id: "invalid-body",
  },
  "a parameter that is missing": {
    make: deployed("--integration mock --request-validator parameters --query-param limit:required"),
    status: 400,
    id: "missing-parameters",
    fill: { "=LIMIT": "=3", BODY: "{}" },
  },
  "a parameter that need not be there": {
    make: deployed("--integration mock --request-validator parameters --query-param limit:required"),
    status: 400,
    id: "missing-parameters",
    command: 1,
  },
  "a Content-Type that nothing is for": {
    make: deployed("--integration lambda --function hello --passthrough never"),
    request: { body: "{}", headers: { "Content-Type": "text/csv" } },
    status: 415,
    id: "media-type",
  },
  "an integration that fails": {
    make: deployed("--integration mock --request-template 'application/json={}' --skip-check template"),
    status: 500,
    id: "internal",
  },
  "a function that may not be called": {
    make: deployed("--integration lambda --function hello --no-permission"),
    status: 500,
    id: "internal",
  },
  "a slow backend": {
    make: deployed(`${HTTP} --endpoint URL/slow --timeout 60`),
    status: 504,
    id: "timeout",
  },
  "a backend that breaks off": {
    make: deployed(`${HTTP} --endpoint URL/reset`),
    status: 504,
    id: "network",
    fill: { url: "URL/" },
  },
};
