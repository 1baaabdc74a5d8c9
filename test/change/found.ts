import type { MethodDocument, RequestValidator } from "../../src/gateway/document/method.ts";
import type { Key } from "../../src/gateway/document/things.ts";
import { functionArnOf, parseFunctionName } from "../../src/gateway/names/uri.ts";
import type { Found } from "../../src/wanted/found.ts";
import type { TestAccount } from "./account.ts";

/** What a run would have found of a method that is there. */
export function foundFor(
  { restApiId, around }: TestAccount,
  { request, integration }: MethodDocument,
): Found {
  const functionArn = functionArnOf(integration?.uri ?? "");
  const fn = functionArn === undefined ? undefined : parseFunctionName(functionArn);
  const validators: [Key<"validator">, RequestValidator][] = around.validators.map((key, i) => [
    key,
    { name: `validator ${i}`, validateRequestBody: true, validateRequestParameters: i > 0 },
  ]);
  return {
    partition: "aws",
    region: "us-east-1",
    restApiId,
    path: "/pets/{petId}",
    validators: new Map(validators),
    functionArn,
    functionRegion: fn && "region" in fn ? fn.region : undefined,
    authorizer:
      request.authorizerId === undefined
        ? undefined
        : {
            id: request.authorizerId,
            type: request.authorizationType === "CUSTOM" ? "TOKEN" : "COGNITO_USER_POOLS",
          },
    models: ["Empty", "Error", "Pet"],
    texts: new Map(),
  };
}
