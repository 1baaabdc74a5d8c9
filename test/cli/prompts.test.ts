import { describe, expect, test } from "vitest";
import type { Person } from "./person.ts";
import { freshPlace } from "./run.ts";
import { sent } from "./sent.ts";

/** The command line that a run printed after its questions. */
const printedLine = (stderr: string): string =>
  /^The same by one command:\n {2}(apigw .*)$/m.exec(stderr)?.[1] ?? "";

const folded = {
  request: "Configure method request settings?",
  integration: "Configure integration request settings?",
  responses: "Configure responses?",
};

async function leavesTheRest(person: Person): Promise<void> {
  for (const question of Object.values(folded)) await person.says(false, question);
  await person.says(true, "Create method?");
}

async function place(person: Person, resource: string, verb: string, type: string): Promise<void> {
  await person.finds("REST API:", "petst", "petstore");
  await person.finds("Resource:", resource, resource);
  await person.picks("Method type:", verb);
  await person.picks("Integration type:", type);
}

/** Answers one of many, each by Enter, and goes on. */
async function lists(person: Person, question: string, ...answers: string[]): Promise<void> {
  for (const answer of answers) await person.answers(`${question} (`, answer);
  await person.skips(`${question} (`);
}

interface Case {
  readonly name: string;
  readonly script: (person: Person) => Promise<void>;
  /** The flags that say the same. */
  readonly flags: string;
}

const cases: readonly Case[] = [
  {
    name: "mock, nothing but the console's first page",
    async script(person) {
      await place(person, "/pets", "POST", "Mock");
      await leavesTheRest(person);
    },
    flags: "--resource /pets --method POST --integration mock",
  },
  {
    name: "Lambda, proxy, streaming, with every method request setting",
    async script(person) {
      await place(person, "/pets/{petId}", "GET", "Lambda function");
      await person.says(true, "Lambda proxy integration?");
      await person.picks("Response transfer mode:", "Stream");
      await person.skips("Lambda Region");
      await person.finds("Lambda function:", "hel", "hello");
      await person.answers("Timeout", "60000");
      await person.says(true, folded.request);
      await person.picks("Authorization:", "Cognito user pool authorizer");
      await person.finds("Authorizer:", "cust", "customers");
      await lists(person, "Authorization scopes", "pets/read", "openid");
      await person.picks("Request validator:", "Validate body, query string parameters, and headers");
      await person.says(true, "API key required?");
      await person.answers("Operation name (Enter to leave it out):", "getPet");
      await person.answers("URL query string parameters (", "page");
      await person.says(false, "page: required?");
      await person.says(false, "page: caching?");
      await lists(person, "URL query string parameters", "limit:required");
      await lists(person, "HTTP request headers", "X-Id:required");
      const body = "Request body (type=Model; Enter to go on):";
      await person.finds(body, "Pet", "application/json=Pet");
      await person.skips(body);
      await person.says(false, folded.integration);
      await person.says(false, folded.responses);
      await person.says(true, "Create method?");
    },
    flags: `--resource '/pets/{petId}' --method GET --integration lambda --proxy --function hello --timeout 60000
      --response-transfer-mode stream --authorization cognito --authorizer customers --scope pets/read --scope openid
      --request-validator all --api-key-required --operation-name getPet --query-param page --query-param limit:required
      --header X-Id:required --request-model application/json=Pet`,
  },
  {
    name: "Lambda, not a proxy, by ARN, with integration request settings and responses",
    async script(person) {
      await place(person, "/pets", "POST", "Lambda function");
      await person.says(false, "Lambda proxy integration?");
      await person.skips("Lambda Region");
      await person.finds("Lambda function:", "hello:live", "hello:live");
      await person.skips("Timeout");
      await person.says(false, folded.request);
      await person.says(true, folded.integration);
      await lists(
        person,
        "Mapped parameters",
        "integration.request.header.X-Id=context.requestId",
        "integration.request.header.X-Text='a text'",
      );
      await lists(person, "Mapping templates", 'application/json={"pet": $input.body}');
      await person.picks("Request body passthrough:", "Never");
      await person.answers("Cache namespace", "pets");
      await person.says(true, folded.responses);
      await lists(person, "Method response and integration response", "400=.*bad.*");
      await lists(person, "Response header", "200:X-Kind='pet'");
      await lists(person, "Response mapping template", '400:application/json={"bad": true}');
      await lists(person, "Response model", "400:application/json=Error");
      await person.says(true, "Create method?");
    },
    flags: `--resource /pets --method POST --integration lambda --function hello:live
      --request-parameter integration.request.header.X-Id=context.requestId
      --request-parameter "integration.request.header.X-Text='a text'"
      --request-template 'application/json={"pet": $input.body}' --passthrough never --cache-namespace pets
      --response '400=.*bad.*' --response-header "200:X-Kind='pet'"
      --response-template '400:application/json={"bad": true}' --response-model 400:application/json=Error`,
  },
  {
    name: "HTTP",
    async script(person) {
      await place(person, "/pets/{petId}", "PUT", "HTTP");
      await person.says(false, "HTTP proxy integration?");
      await person.picks("HTTP method:", "PATCH");
      await person.answers("Endpoint URL:", "https://example.com/pets/{petId}?a=b&c=d");
      await person.picks("Content handling:", "Convert to binary");
      await person.answers("Timeout", "5000");
      await leavesTheRest(person);
    },
    flags: `--resource '/pets/{petId}' --method PUT --integration http --integration-method PATCH
      --endpoint 'https://example.com/pets/{petId}?a=b&c=d' --content-handling binary --timeout 5000`,
  },
  {
    name: "AWS service by action name, with a role",
    async script(person) {
      await place(person, "/pets", "POST", "AWS service");
      await person.skips("What to call");
      await person.answers("AWS Region", "eu-west-1");
      await person.answers("AWS service:", "dynamodb");
      await person.skips("AWS subdomain");
      await person.picks("HTTP method:", "POST");
      await person.picks("Action type:", "Use action name");
      await person.answers("Action name:", "PutItem");
      await person.finds("Execution role:", "sample", "apigw-sample-role");
      await person.picks("Content handling:", "Passthrough");
      await person.skips("Timeout");
      await leavesTheRest(person);
    },
    flags: `--resource /pets --method POST --integration aws --service-region eu-west-1 --service dynamodb
      --integration-method POST --action-type action --action PutItem --role arn:aws:iam::123456789012:role/apigw-sample-role`,
  },
  {
    name: "AWS service by path override, with a subdomain",
    async script(person) {
      await place(person, "/pets", "PUT", "AWS service");
      await person.skips("What to call");
      await person.skips("AWS Region");
      await person.answers("AWS service:", "iotdata");
      await person.answers("AWS subdomain", "abc123-ats");
      await person.picks("HTTP method:", "POST");
      await person.picks("Action type:", "Use path override");
      await person.answers("Path override:", "topics/pets");
      await person.finds(
        "Execution role:",
        "arn:aws:iam::123456789012:role/${stageVariables.role}",
        "arn:aws:iam::123456789012:role/${stageVariables.role}",
      );
      await person.picks("Content handling:", "Passthrough");
      await person.skips("Timeout");
      await leavesTheRest(person);
    },
    flags: `--resource /pets --method PUT --integration aws --service iotdata --subdomain abc123-ats
      --integration-method POST --path-override topics/pets --role 'arn:aws:iam::123456789012:role/${"$"}{stageVariables.role}'`,
  },
  {
    name: "VPC link, proxy, without verification",
    async script(person) {
      await place(person, "/pets", "ANY", "VPC link");
      await person.says(true, "VPC proxy integration?");
      await person.picks("Response transfer mode:", "Buffered");
      await person.finds("VPC link:", "backe", "backend");
      await person.picks("HTTP method:", "ANY");
      await person.answers("Endpoint URL:", "https://pets.internal:8443");
      await person.skips("Integration target");
      await person.says(true, "TLS without verification?");
      await person.picks("Content handling:", "Passthrough");
      await person.skips("Timeout");
      await leavesTheRest(person);
    },
    flags: `--resource /pets --method ANY --integration vpc-link --proxy --vpc-link backend --integration-method ANY
      --endpoint https://pets.internal:8443 --insecure-skip-verification`,
  },
];

describe("prompts and flags give the same calls", () => {
  test.each(cases)("$name", async ({ script, flags }) => {
    const [asked, told, again] = [await freshPlace(), await freshPlace(), await freshPlace()];
    const byPrompts = await asked.sit("apigw create-method --skip-check role", script);
    expect(byPrompts.exit, byPrompts.stderr).toBe(0);
    const calls = await sent(asked, byPrompts);
    expect(calls.length).toBeGreaterThan(2);

    const byFlags = await told.run(`apigw create-method --skip-check role --api petstore ${flags}`);
    expect(byFlags.exit, byFlags.stderr).toBe(0);
    expect(calls).toEqual(await sent(told, byFlags));
    expect(byFlags.stdout).toMatch(/^Created /);
    expect(byPrompts.stdout).toMatch(/^Created /);

    const line = printedLine(byPrompts.stderr);
    expect(line).toContain("apigw create-method ");
    const byLine = await again.run(`${line} --no-input`);
    expect(byLine.exit, byLine.stderr).toBe(0);
    expect(await sent(again, byLine)).toEqual(calls);
  });
});
