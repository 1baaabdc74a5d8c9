import { AwsFailure } from "../gateway/call/failure.ts";
import type { Address, MethodDocument, RequestValidator } from "../gateway/document/method.ts";
import { readDocument } from "../gateway/document/read-method.ts";
import type { Aws, Reading } from "../ports.ts";

/** The document of a method as it is now, or undefined where the resource does not have it. */
export async function observeMethod(
  aws: Aws,
  at: Address & { readonly resourceId: string },
  validators: (id: string) => Promise<ReadonlyMap<string, RequestValidator>>,
): Promise<MethodDocument | undefined> {
  const { restApiId, resourceId, httpMethod } = at;
  const method = await aws
    .send("apigateway:GetMethod", { restApiId, resourceId, httpMethod })
    .catch((error) => {
      if (error instanceof AwsFailure && error.kind === "missing") return undefined;
      throw error;
    });
  if (!method) return undefined;
  const requestValidators = method.requestValidatorId
    ? await validators(method.requestValidatorId)
    : new Map();
  return readDocument(method, { resourceId, requestValidators });
}

/** The API's request validators by id, as `observeMethod` wants them. */
export const validatorsOf = (reading: Reading, restApiId: string) => async () =>
  new Map((await reading.requestValidators(restApiId)).map(({ id, ...validator }) => [id, validator]));
