import type {
  CreateRequestValidatorRequest,
  DeleteRequestValidatorRequest,
  GetRequestValidatorRequest,
  GetRequestValidatorsRequest,
  UpdateRequestValidatorRequest,
} from "@aws-sdk/client-api-gateway";
import { validatorRule } from "../../gateway/rules/validator.ts";
import type { Context, Input } from "../state/context.ts";
import { apiOf, own } from "../state/lookup.ts";
import type { ValidatorState } from "../state/types.ts";
import { badRequest, notFound, refuse } from "../wire/service-error.ts";
import { page } from "./paging.ts";
import { booleanOf, listedPatches } from "./patch.ts";

export function createRequestValidator(
  input: Input<CreateRequestValidatorRequest>,
  context: Context,
): ValidatorState {
  const api = own(context.state.apis, input.restApiId);
  if (!api) throw badRequest("Invalid REST API identifier specified");
  refuse(validatorRule(input.name));
  const validator: ValidatorState = {
    id: context.id(6),
    name: input.name!,
    validateRequestBody: input.validateRequestBody ?? false,
    validateRequestParameters: input.validateRequestParameters ?? false,
  };
  api.validators[validator.id] = validator;
  return validator;
}

/** A validator; a wrong API is answered as a wrong validator. */
function validatorOf(context: Context, ids: { restApiId: string; requestValidatorId: string }) {
  const api = own(context.state.apis, ids.restApiId);
  const validator = api && own(api.validators, ids.requestValidatorId);
  if (!api || !validator) throw notFound("Invalid Request Validator identifier specified");
  return { api, validator };
}

export function getRequestValidator(
  input: Input<GetRequestValidatorRequest>,
  context: Context,
): ValidatorState {
  return validatorOf(context, input).validator;
}

export function getRequestValidators(input: Input<GetRequestValidatorsRequest>, context: Context) {
  return page(Object.values(apiOf(context, input.restApiId).validators), input);
}

const REPLACEABLE = ["/name", "/validateRequestParameters", "/validateRequestBody"];

export function updateRequestValidator(
  input: Input<UpdateRequestValidatorRequest>,
  context: Context,
): ValidatorState {
  const { validator } = validatorOf(context, input);
  for (const patch of listedPatches(input.patchOperations, { replace: REPLACEABLE })) {
    if (patch.path === "/name") {
      refuse(validatorRule(patch.value));
      validator.name = patch.value!;
    } else if (patch.path === "/validateRequestBody") validator.validateRequestBody = booleanOf(patch.value);
    else validator.validateRequestParameters = booleanOf(patch.value);
  }
  return validator;
}

export function deleteRequestValidator(input: Input<DeleteRequestValidatorRequest>, context: Context): void {
  const { api, validator } = validatorOf(context, input);
  delete api.validators[validator.id];
}
