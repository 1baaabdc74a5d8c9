import { AT, binaryTypes, makeFunction, method, patched, ROLE, type Scene } from "./scene.ts";

/** A method that is broken, as the log of its test tells. */
export interface BrokenTest {
  /** Flags of create-method. */
  readonly make: string;
  /** The place, where it is not POST /broken. */
  readonly at?: string;
  /** What is done before it is made, and afterwards. */
  prepare?(scene: Scene): Promise<unknown>;
  spoil?(scene: Scene): Promise<unknown>;
  /** Flags of test-method. */
  readonly call?: string;
  readonly status: number;
  readonly id: string;
  /** Which of the printed commands. */
  readonly command?: number;
  /** What a person puts in for what stands in angle brackets. */
  readonly fill?: Readonly<Record<string, string>>;
  /** By the check of the method. */
  readonly holds?: "yes" | "no" | "not checked";
  /** What the method answers when it is mended; 200. */
  readonly mended?: number;
  readonly needsOpenssl?: boolean;
}

const HTTP = "--integration http --integration-method POST";
const TEXT = "--content-handling convert_to_text";
const JSON_BODY = `--body '{"a":1}' --header Content-Type=application/json`;
const ITEM = "--api petstore --resource '/broken/{petId}' --method POST";

export const TESTS: Readonly<Record<string, BrokenTest>> = {
  "no permission": {
    make: "--integration lambda --function hello --no-permission",
    status: 500,
    id: "lambda-permission",
    holds: "yes",
  },
  "the permission of an alias is missing": {
    make: "--integration lambda --function hello:live --no-permission",
    status: 500,
    id: "lambda-permission",
    holds: "yes",
  },
  "a function that is gone": {
    make: "--integration lambda --function plain",
    spoil: ({ account }) => account.functions.deleteFunction({ FunctionName: "plain" }),
    status: 500,
    id: "lambda-permission",
    fill: { "function that exists": "hello" },
  },
  "a function by a stage variable, without permission": {
    make: "--integration lambda --function '${stageVariables.fn}' --no-permission --skip-check stage-variable",
    call: "--stage-variable fn=hello",
    status: 500,
    id: "lambda-permission",
  },
  "a function that answers a proxy with plain JSON": {
    make: "--integration lambda --proxy --function plain",
    status: 502,
    id: "lambda-proxy-reply",
  },
  "a function that answers a proxy with a number of a body": {
    make: "--integration lambda --proxy --function wrong-body",
    status: 502,
    id: "lambda-proxy-reply",
  },
  "a function that throws": {
    make: "--integration lambda --proxy --function throws",
    status: 502,
    id: "lambda-failed",
    command: 1,
    fill: { "function that works": "hello" },
  },
  "a function that takes longer than it may": {
    make: "--integration lambda --proxy --function slow",
    prepare: (scene) => makeFunction(scene, "slow", { Timeout: 1 }),
    status: 502,
    id: "lambda-timed-out",
  },
  "a function whose concurrency is used up": {
    make: "--integration lambda --function hello",
    spoil: ({ account }) =>
      account.functions.putFunctionConcurrency({ FunctionName: "hello", ReservedConcurrentExecutions: 0 }),
    status: 500,
    id: "lambda-throttled",
  },
  "the wrong verb behind Lambda": {
    make: "--integration lambda --function hello",
    spoil: (scene) => patched(scene, "/httpMethod", "GET"),
    status: 500,
    id: "lambda-verb",
    holds: "yes",
  },
  "a role that trusts Lambda": {
    make: `--integration lambda --function hello --role ${ROLE}/trusts-lambda --skip-check role`,
    status: 500,
    id: "role-trust",
    fill: { name: "hello-caller" },
    holds: "yes",
  },
  "a role that is not there": {
    make: `--integration lambda --function hello --role ${ROLE}/nobody --skip-check role`,
    status: 500,
    id: "role-trust",
    fill: { name: "another-caller" },
    holds: "yes",
  },
  "no default response": {
    make: `${HTTP} --endpoint URL/?status=404 ${TEXT} --response '200=2\\d{2}' --skip-check response`,
    status: 500,
    id: "no-default-response",
    mended: 404,
  },
  "no default response of a function": {
    make: "--integration lambda --function hello",
    spoil: async (scene) =>
      scene.account.gateway.updateIntegrationResponse({
        restApiId: scene.apiId,
        resourceId: await scene.resourceId(),
        httpMethod: "POST",
        statusCode: "200",
        patchOperations: [{ op: "replace", path: "/selectionPattern", value: "ok.*" }],
      }),
    status: 500,
    id: "no-default-response",
  },
  "a method response that is gone": {
    make: `${HTTP} --endpoint URL/ ${TEXT}`,
    spoil: async (scene) =>
      scene.account.gateway.deleteMethodResponse({
        restApiId: scene.apiId,
        resourceId: await scene.resourceId(),
        httpMethod: "POST",
        statusCode: "200",
      }),
    status: 500,
    id: "no-method-response",
    holds: "yes",
  },
  "a request template with a fault in it": {
    make: `${HTTP} --endpoint URL/ ${TEXT} --request-template 'application/json=#set($x = )' --skip-check template`,
    call: JSON_BODY,
    status: 500,
    id: "request-template",
    holds: "yes",
  },
  "a request template of another type, with a fault in it": {
    make: `${HTTP} --endpoint URL/ ${TEXT} --request-template 'application/json={}' --request-template 'text/csv=#if($x)' --skip-check template`,
    call: "--body 'a,b' --header Content-Type=text/csv",
    status: 500,
    id: "request-template",
    holds: "yes",
  },
  "a request template that would have to read bytes": {
    make: `${HTTP} --endpoint URL/ --request-template 'image/png={"image": "x"}' --skip-check binary`,
    prepare: (scene) => binaryTypes(scene, "image/png"),
    call: "--body abc --header Content-Type=image/png",
    status: 500,
    id: "request-template",
  },
  "a response template with a fault in it": {
    make: `${HTTP} --endpoint URL/ ${TEXT} --response-template '200:application/json=#if($x)' --skip-check template`,
    status: 500,
    id: "response-template",
    holds: "yes",
  },
  "a response template that would have to read bytes": {
    make: `${HTTP} --endpoint URL/image --response-template '200:application/json={"image": "x"}' --skip-check binary`,
    prepare: (scene) => binaryTypes(scene, "image/png"),
    call: "--header Accept=image/png",
    status: 500,
    id: "response-template",
  },
  "a response template in an API that takes everything for binary": {
    make: `${HTTP} --endpoint URL/ --content-handling convert_to_text --response-template '200:application/json={"one": $input.json("$.ok")}' --skip-check binary`,
    prepare: (scene) => binaryTypes(scene, "*/*"),
    call: "--header Accept=application/json",
    status: 500,
    id: "response-template",
  },
  "a request that is to be bytes and is text": {
    make: `${HTTP} --endpoint URL/ --content-handling convert_to_binary --skip-check binary`,
    call: "--body 'no Base64!' --header Content-Type=text/plain",
    status: 500,
    id: "base64",
  },
  "an answer that is to be bytes and is text": {
    make: `${HTTP} --endpoint URL/ --response 200 --response-content-handling 200:convert_to_binary --skip-check binary`,
    status: 500,
    id: "base64",
  },
  "a caller who accepts bytes of a backend that answers text": {
    make: `${HTTP} --endpoint URL/`,
    prepare: (scene) => binaryTypes(scene, "image/png"),
    call: "--header Accept=image/png",
    status: 500,
    id: "base64",
  },
  "a mock without an integer": {
    make: `--integration mock --request-template 'application/json={"statusCode": "ok"}' --skip-check template`,
    status: 500,
    id: "mock-status",
  },
  "a mock without a status": {
    make: "--integration mock --request-template 'application/json={}' --skip-check template",
    status: 500,
    id: "mock-status",
  },
  "a mock that is sent another type": {
    make: "--integration mock",
    call: "--body '<a/>' --header Content-Type=text/xml",
    status: 500,
    id: "mock-status",
  },
  "a stage variable that a test was not given": {
    make: `${HTTP} --endpoint 'http://\${stageVariables.host}/' ${TEXT} --skip-check stage-variable`,
    status: 500,
    id: "endpoint-address",
    fill: { url: "URL/" },
  },
  "a placeholder that the path could fill": {
    make: `${HTTP} --endpoint URL/ ${TEXT}`,
    at: ITEM,
    spoil: async (scene) => {
      const integration = {
        restApiId: scene.apiId,
        resourceId: await scene.resourceId("/broken/{petId}"),
        httpMethod: "POST",
      };
      return scene.account.gateway.updateIntegration({
        ...integration,
        patchOperations: [{ op: "replace", path: "/uri", value: `${scene.backends.url}/pets/{petId}` }],
      });
    },
    call: "--path petId=7",
    status: 500,
    id: "path-placeholder",
    holds: "yes",
  },
  "a placeholder that the path does not have": {
    make: `${HTTP} --endpoint URL/ ${TEXT}`,
    spoil: (scene) => patched(scene, "/uri", `${scene.backends.url}/pets/{petId}`),
    call: "--query-string petId=7",
    status: 500,
    id: "path-placeholder",
    holds: "yes",
  },
  "a certificate for another name": {
    make: `${HTTP} --endpoint MISNAMED/pets ${TEXT}`,
    status: 500,
    id: "certificate-name",
    needsOpenssl: true,
  },
  "a certificate of an authority that nobody knows": {
    make: `${HTTP} --endpoint UNKNOWN/pets ${TEXT}`,
    status: 500,
    id: "certificate-chain",
    needsOpenssl: true,
  },
  "a slow backend": {
    make: `${HTTP} --endpoint URL/slow ${TEXT} --timeout 60`,
    status: 504,
    id: "timeout",
  },
  "a backend that breaks off": {
    make: `${HTTP} --endpoint URL/reset ${TEXT}`,
    status: 504,
    id: "network",
    fill: { url: "URL/" },
  },
  "a header that API Gateway sets itself": {
    make: `${HTTP} --endpoint URL/ ${TEXT} --request-parameter "integration.request.header.Content-Length='3'" --skip-check mapping`,
    status: 500,
    id: "header-twice",
  },
  "a header that an AWS service may not be sent": {
    make: `--integration lambda --function hello --request-parameter "integration.request.header.Authorization='x'" --skip-check mapping`,
    status: 500,
    id: "header-twice",
  },
  "a body that does not fit its model": {
    make: `--integration mock --request-validator body --request-model application/json=Pet`,
    call: JSON_BODY,
    status: 400,
    id: "body-model",
  },
};

/** Makes the method of a row. */
export async function makeBroken(scene: Scene, row: BrokenTest): Promise<void> {
  await row.prepare?.(scene);
  await method(scene, row.make, row.at ?? AT);
  await row.spoil?.(scene);
}
