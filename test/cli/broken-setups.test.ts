import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeUnfitRoles } from "../catalog/account-roles.ts";
import { freshPlace, type Place } from "./run.ts";

// Set-ups that API Gateway takes and that fail when called: found before the first write, and found when they stand in
// an API already.

const ROLE = "arn:aws:iam::123456789012:role";
const TEMPLATE = '#set($a = 1)\n#set($b = 2)\n{\n  "a": $a,\n  "b": $b,\n\n#set($c == 3)\n}';

/** What all set-ups need: roles of several kinds, a function whose policy denies, an edge API's worth of settings. */
async function broken(): Promise<Place> {
  const place = await freshPlace();
  await makeUnfitRoles(place);
  await place.account.gateway.updateRestApi({
    restApiId: place.apiId,
    patchOperations: [{ op: "add", path: "/binaryMediaTypes/*~1*" }],
  });
  return place;
}

/** Puts a VPC link back to what it is while it is being made. */
function unready(file: string, name: string): void {
  // The whole state is the first line, what changed since stands in those behind it.
  const text = readFileSync(file, "utf8");
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) =>
      JSON.stringify(
        JSON.parse(line, (_, value) =>
          value?.name === name && value.status === "AVAILABLE" ? { ...value, status: "PENDING" } : value,
        ),
      ),
    );
  const changed = `${lines.join("\n")}\n`;
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
}

interface SetUp {
  /** What `create-method` is told, behind the place and the method. */
  readonly flags: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Words of the message: what is wrong, and the remedy. */
  readonly says: readonly string[];
  /** The sample's VPC link is not ready yet: nothing but time makes it so, so the state file is edited. */
  readonly pending?: true;
  /** What is only noted, because it may work. */
  readonly noted?: true;
}

const AWS = "--integration aws --integration-method POST";
const HTTP = "--integration http --integration-method GET --content-handling text";

const SET_UPS: Readonly<Record<string, SetUp>> = {
  "the wrong verb behind Lambda": {
    flags: "--integration lambda --function hello --integration-method GET",
    says: ["GET", "POST"],
  },
  "the wrong verb behind the Lambda service": {
    flags: `${AWS.replace("POST", "GET")} --service lambda --path-override 2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:hello/invocations --role ${ROLE}/apigw-sample-role`,
    says: ["GET", "POST"],
  },
  "a function that does not exist": {
    flags: "--integration lambda --function helo",
    says: ["helo", "did you mean hello"],
  },
  "an alias that does not exist": {
    flags: "--integration lambda --function hello:prod",
    says: ["prod", "alias"],
  },
  "a role that trusts Lambda": {
    flags: `${AWS} --service sqs --action SendMessage --role ${ROLE}/trusts-lambda`,
    says: ["trusts-lambda", "lambda.amazonaws.com", "apigateway.amazonaws.com"],
  },
  "a role that trusts on a condition": {
    flags: `${AWS} --service sqs --action SendMessage --role ${ROLE}/trusts-on-condition`,
    says: ["aws:SourceAccount"],
    noted: true,
  },
  "a role that does not exist": {
    flags: `${AWS} --service sqs --action SendMessage --role ${ROLE}/nobody`,
    says: ["no role", "nobody"],
  },
  "a role that does not allow the action": {
    flags: `${AWS} --service sqs --action SendMessage --role ${ROLE}/may-not`,
    says: ["does not allow sqs:SendMessage"],
  },
  "a misspelt action": {
    flags: `${AWS} --service sqs --action SendMesage --role ${ROLE}/apigw-sample-role`,
    says: ["SendMesage", "SendMessage"],
  },
  "a misspelt service": {
    flags: `${AWS} --service dynamobd --action PutItem --role ${ROLE}/apigw-sample-role`,
    says: ["dynamobd", "dynamodb"],
  },
  "the caller's credentials without IAM": {
    flags: `${AWS} --service sqs --action SendMessage --caller-credentials`,
    says: ["--authorization iam"],
  },
  "a mapping to an undeclared header": {
    flags: `${HTTP} --endpoint https://example.com/ --request-parameter integration.request.header.X=method.request.header.X`,
    says: ["--header X"],
  },
  "an unquoted literal": {
    flags: `${HTTP} --endpoint https://example.com/ --request-parameter integration.request.header.X=yes`,
    says: ["'yes'"],
  },
  "a mapping to a path parameter that is not there": {
    flags: `${HTTP} --endpoint https://example.com/ --request-parameter integration.request.path.id=method.request.path.id`,
    says: ["no {id}"],
  },
  "a placeholder that nothing fills": {
    flags: `${HTTP} --endpoint https://example.com/{id}`,
    says: ["nothing fills {id}"],
  },
  "a template with a syntax error at line 7": {
    flags: `${HTTP} --endpoint https://example.com/ --request-template application/json=@t.vtl`,
    files: { "t.vtl": TEMPLATE },
    says: ["line 7", "mend the template"],
  },
  "a template with a block that is not closed": {
    flags: `${HTTP} --endpoint https://example.com/ --request-template application/json=@t.vtl`,
    files: { "t.vtl": "#if($x)\n{}\n" },
    says: ["line 1", "#end"],
  },
  "a response template with a syntax error": {
    flags: `${HTTP} --endpoint https://example.com/ --response-template 200:application/json=@t.vtl`,
    files: { "t.vtl": "#set($a = )" },
    says: ["line 1", "200"],
  },
  "two default responses": {
    flags: `${HTTP} --endpoint https://example.com/ --response 200 --response 201`,
    says: ["201=pattern"],
  },
  "a header of a response that is not there": {
    flags: `${HTTP} --endpoint https://example.com/ --response-header 404:X='y'`,
    says: ["--response 404"],
  },
  "a model that does not exist": {
    flags: `${HTTP} --endpoint https://example.com/ --request-model application/json=Pett`,
    says: ["Pett", "did you mean Pet"],
  },
  "an authorizer that does not exist": {
    flags: `${HTTP} --endpoint https://example.com/ --authorization lambda --authorizer stuff`,
    says: ["stuff", "did you mean staff"],
  },
  "an authorizer of the other kind": {
    flags: `${HTTP} --endpoint https://example.com/ --authorization lambda --authorizer customers`,
    says: ["--authorization cognito"],
  },
  "a VPC link that is still pending": {
    flags:
      "--integration vpc-link --vpc-link backend --integration-method GET --endpoint http://a.b/ --content-handling text",
    pending: true,
    says: ["PENDING", "AVAILABLE"],
  },
  "a VPC link that does not exist": {
    flags:
      "--integration vpc-link --vpc-link nothing1 --integration-method GET --endpoint http://a.b/ --content-handling text",
    says: ["nothing1"],
  },
  "a VPC link V2 without its target": {
    flags:
      "--integration vpc-link --vpc-link private-alb --integration-method GET --endpoint http://a.b/ --content-handling text",
    says: ["--integration-target"],
  },
  "a VPC link V1 with a target": {
    flags:
      "--integration vpc-link --vpc-link backend --integration-method GET --endpoint http://a.b/ --content-handling text --integration-target arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/a/1",
    says: ["V1"],
  },
  "a mock that cannot read its template for the API's binary types": {
    flags: "--integration mock",
    says: ["*/*", "CONVERT_TO_TEXT"],
  },
  "a mock without a status": {
    flags: "--integration mock --request-template application/json={}",
    says: ["statusCode"],
  },
  "a template for a binary type": {
    flags:
      "--integration http --integration-method GET --endpoint https://example.com/ --request-template image/png=x",
    says: ["image/png", "CONVERT_TO_TEXT"],
  },
  "a stage that lacks the variable": {
    flags: `${HTTP} --endpoint 'https://\${stageVariables.host}/'`,
    says: ["dev", "host"],
    noted: true,
  },
  "a port that API Gateway cannot reach": {
    flags: `${HTTP} --endpoint https://example.com:22/`,
    says: ["22", "443"],
  },
};

describe("a broken set-up is found before the first write", () => {
  test("there are at least 25", () => expect(Object.keys(SET_UPS).length).toBeGreaterThanOrEqual(25));

  test.each(Object.entries(SET_UPS))("%s", async (_, { flags, files, says, noted, pending }) => {
    const place = await broken();
    if (pending) unready(join(place.folder, "state.json"), "backend");
    const run = await place.run(
      `apigw create-method --api petstore --resource /pets --method PUT ${flags}`,
      files ? { files } : {},
    );
    for (const word of says) expect(run.stderr.toLowerCase()).toContain(word.toLowerCase());
    if (noted) {
      expect(run.stderr).toContain("Note:");
      expect(run.exit, run.stderr).toBe(0);
      return;
    }
    expect(run).toMatchObject({ exit: 2, writes: [], stdout: "" });
  });
});
