import { expect } from "vitest";
import type { SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { freshPlace, type Place, type Run } from "./run.ts";

const AT = "--api petstore --resource '/a/{b}'";
export const CREATE = `apigw create-method ${AT} --create-resource --method GET --integration lambda --function hello:live --request-validator body --response 404=no --query-param q:cached`;
const ROLE =
  "apigw create-method --api petstore --resource /pets --method PUT --integration aws --service sqs --action SendMessage --create-role pets-caller --role-resource arn:aws:sqs:us-east-1:123456789012:pets";
export const HTTP =
  "apigw create-method --api petstore --resource /pets --method POST --integration http --integration-method GET --endpoint https://example.com --header X-Id:required --response 404=no --request-validator all";

/** A stage that serves all that is configured. */
const STAGE = "apigw deploy --api petstore --stage live --create-stage --stage-variable table=pets";

export interface Change {
  /** What is run before. */
  readonly given?: string;
  readonly line: string;
}

/** Every command that changes something, and what is there before. */
export const CHANGES: Readonly<Record<string, Change>> = {
  create: { line: CREATE },
  "create, with a role": { line: ROLE },
  "create-role": {
    line: "apigw create-role --name pets-caller --service sqs --action SendMessage --role-resource arn:aws:sqs:us-east-1:123456789012:pets",
  },
  update: {
    given: HTTP,
    line: "apigw update-method --api petstore --resource /pets --method POST --operation-name other --unset header:X-Id --timeout 5000 --response 500=oh --request-validator body",
  },
  replace: {
    given: HTTP,
    line: "apigw create-method --api petstore --resource /pets --method POST --if-exists replace --integration lambda --proxy --function list-pets",
  },
  "delete, with all that it needed": {
    given: CREATE,
    line: `apigw delete-method ${AT} --method GET --delete-empty-resources --delete-unused-validator --yes`,
  },
  "add-response": {
    given: HTTP,
    line: "apigw add-response --api petstore --resource /pets --method POST --response 500=5.. --response 404=4.. --if-exists replace --response-header 500:X-Why=context.stage --response-template 500:text/plain=oh --response-model 404:application/json=Error",
  },
  "remove-response": {
    given: `${HTTP} && apigw add-response --api petstore --resource /pets --method POST --response 500=5.. --response-header 500:X-Why=context.stage`,
    line: "apigw remove-response --api petstore --resource /pets --method POST --response 500 --response 404 --yes",
  },
  "create-resource": { line: "apigw create-resource --api petstore --resource '/a/{b}/c'" },
  "delete-resource, with all below it": {
    given: CREATE,
    line: "apigw delete-resource --api petstore --resource /a --delete-unused-validator --yes",
  },
  "enable-cors": {
    given: HTTP,
    line: "apigw enable-cors --api petstore --resource /pets --method POST --allow-origin https://a.example --allow-origin https://b.example",
  },
  "enable-cors --remove": {
    given: `${HTTP} && apigw enable-cors --api petstore --resource /pets --method POST`,
    line: "apigw enable-cors --api petstore --resource /pets --remove --yes",
  },
  deploy: {
    given: `${HTTP} && ${STAGE}`,
    line: "apigw deploy --api petstore --stage live --stage-variable table=cats --cache-size 0.5 --description new",
  },
  "deploy to a new stage": {
    given: HTTP,
    line: "apigw deploy --api petstore --stage live --create-stage --stage-variable table=cats --tracing",
  },
  "deploy a canary": {
    given: `${HTTP} && ${STAGE}`,
    line: "apigw deploy --api petstore --stage live --canary 12.5 --stage-variable table=cats",
  },
  "promote a canary": {
    given: `${HTTP} && ${STAGE} && apigw deploy --api petstore --stage live --canary 50 --stage-variable table=cats`,
    line: "apigw deploy --api petstore --stage live --promote",
  },
  "create, and deploy": { given: `${HTTP} && ${STAGE}`, line: `${CREATE} --deploy live` },
  "delete, and deploy": {
    given: `${CREATE} && ${STAGE}`,
    line: `apigw delete-method ${AT} --method GET --delete-empty-resources --delete-unused-validator --deploy live --yes`,
  },
  "undo of a deployment": {
    given: `${HTTP} && ${STAGE} && ${CREATE} --deploy live`,
    line: "apigw undo --yes",
  },
  "update-stage-method": {
    given: `${HTTP} && ${STAGE}`,
    line: "apigw update-stage-method --api petstore --stage live --resource /pets --method POST --throttle-rate 10 --metrics",
  },
  "undo of a creation": { given: CREATE, line: "apigw undo --yes" },
  "undo of an update": {
    given: `${HTTP} && apigw update-method --api petstore --resource /pets --method POST --operation-name other --timeout 5000 --response 500=oh --request-validator body`,
    line: "apigw undo --yes",
  },
};

/** A place of its own with what is there before; no stage serves anything: what one may need stays, and that is another test. */
export async function given(change: Partial<Change>, options: Partial<SandboxOptions> = {}): Promise<Place> {
  const place = await freshPlace(options);
  const { gateway } = place.account;
  for (const { stageName = "" } of (await gateway.getStages({ restApiId: place.apiId })).item ?? [])
    await gateway.deleteStage({ restApiId: place.apiId, stageName });
  for (const line of change.given?.split(" && ") ?? []) ok(await place.run(line));
  return place;
}

export const ok = (run: Run): Run => {
  expect(run.exit, run.stderr).toBe(0);
  return run;
};

/** An account as it stands, by what things are, not by the ids that they have this time. */
export async function standing(place: Place): Promise<unknown> {
  const { apis, policies } = await place.account.dump();
  const ids = new Map<string, string>();
  for (const api of Object.values(apis)) {
    for (const [path, { id }] of Object.entries(api.resources)) ids.set(id, `<${path}>`);
    for (const { id = "", name } of api.validators) ids.set(id, `<${name}>`);
    api.deployments.forEach(({ id }, i) => {
      ids.set(id, `<deployment ${i + 1}>`);
    });
  }
  const roles = (await place.account.iam.listRoles({})).Roles ?? [];
  const withPolicies = await Promise.all(
    roles.map(async ({ RoleName = "" }) => [
      RoleName,
      (await place.account.iam.listRolePolicies({ RoleName })).PolicyNames,
    ]),
  );
  // A deployment says which run made it.
  const text = JSON.stringify({ apis, policies, roles: withPolicies }).replaceAll(
    /Run \d{8}-\d{9}-[a-z0-9]{4}\./g,
    "Run.",
  );
  return JSON.parse(
    text.replaceAll(/"([a-z0-9]{6})"/g, (whole, id) => (ids.has(id) ? `"${ids.get(id)}"` : whole)),
  );
}
