import type { MethodDocument } from "../document/method.ts";
import type { Facts } from "./facts.ts";
import { type Finding, found, unchecked } from "./finding.ts";

/** The method request: who is asked for, what is validated. */
export function* checkRequest(document: MethodDocument, facts: Facts): Iterable<Finding> {
  yield* checkAuthorizer(document, facts);
  yield* checkBody(document, facts);
  yield* checkBeside(document, facts);
  if (document.request.apiKeyRequired) yield* checkKey(facts);
}

function* checkAuthorizer({ request }: MethodDocument, { authorizers }: Facts): Iterable<Finding> {
  const { authorizerId, authorizationType } = request;
  if (authorizerId === undefined) return;
  if (!authorizers) {
    yield unchecked("authorizer", `whether the authorizer ${authorizerId} exists`);
    return;
  }
  const fact = authorizers.get(authorizerId);
  if (!fact) {
    yield found(
      "authorizer-missing",
      `there is no authorizer ${authorizerId}: every call is answered with 500`,
      "name one that the API has",
      "PutMethod.authorizerId",
    );
    return;
  }
  if ((fact.type === "COGNITO_USER_POOLS") !== (authorizationType === "COGNITO_USER_POOLS"))
    yield found(
      "authorizer-kind",
      `the authorizer ${authorizerId} is of another kind than the authorization ${authorizationType}`,
      "make the two agree",
      "PutMethod.authorizationType",
    );
  if (fact.refusedBy !== undefined)
    yield found(
      "authorizer-permission",
      `the policy of ${fact.refusedBy} does not let API Gateway invoke it for the authorizer ${authorizerId}: every call is answered with 500`,
      `add a permission for apigateway.amazonaws.com with the source ARN …/authorizers/${authorizerId}`,
      "PutMethod.authorizerId",
    );
}

function* checkBody({ request }: MethodDocument, facts: Facts): Iterable<Finding> {
  const { requestModels } = request;
  const validator = request.requestValidator && facts.validators.get(request.requestValidator);
  const used = Object.entries(requestModels);
  if (used.length > 0 && !facts.models)
    yield unchecked("model", `whether the models ${used.map(([, name]) => name).join(", ")} exist`);
  // Nothing runs a model but a validator of bodies.
  for (const [type, name] of used)
    if (facts.models && !facts.models.includes(name))
      yield found(
        "model-missing",
        `there is no model ${name} for ${type}: ${validator?.validateRequestBody ? "no body is validated by it" : "nothing uses it, but an import of the API's export warns"}`,
        "name one that the API has",
        "PutMethod.requestModels",
      );
  if (validator?.validateRequestBody && used.length === 0)
    yield found(
      "validator-without-model",
      "the request validator validates bodies, but no model says what they are: nothing is checked",
      "give a model for the content type",
      "PutMethod.requestModels",
    );
  if (used.length > 0 && !(request.requestValidator && !validator) && !validator?.validateRequestBody)
    yield found(
      "model-unvalidated",
      "bodies have a model, but no request validator checks them",
      "set a request validator that validates the body",
      "PutMethod.requestValidatorId",
    );
}

/** What the method lacks beside the others of its resource and API. */
export function* checkBeside(
  { request, responses }: MethodDocument,
  { verbs, httpMethod, siblings }: Pick<Facts, "verbs" | "httpMethod" | "siblings">,
): Iterable<Finding> {
  const allows = Object.values(responses).some(({ responseParameters }) =>
    Object.keys(responseParameters).some((one) => /\.header\.access-control-allow-origin$/i.test(one)),
  );
  if (allows && verbs && !verbs.includes("OPTIONS") && !verbs.includes("ANY"))
    yield found(
      "cors-preflight-missing",
      "the method answers browsers of other origins, but its resource has no OPTIONS: what they ask for first is refused with 403",
      "make OPTIONS on the resource",
    );
  const others = siblings?.filter((one) => one.httpMethod !== "OPTIONS") ?? [];
  if (
    httpMethod !== "OPTIONS" &&
    request.authorizationType === "NONE" &&
    !request.apiKeyRequired &&
    others.length > 1 &&
    others.every(({ authorizationType }) => authorizationType !== "NONE")
  )
    yield found(
      "authorization-missing",
      "anybody may call it, and every other method of the API asks for authorization",
      "set an authorization, if it is not meant so",
      "PutMethod.authorizationType",
    );
}

function* checkKey({ planned, stages }: Facts): Iterable<Finding> {
  if (planned === "not asked") return;
  if (!planned || !stages) {
    yield unchecked("api-key", "whether the stages have a usage plan by which keys are taken");
    return;
  }
  const bare = [...stages.keys()].filter((stage) => !planned.includes(stage));
  if (bare.length > 0)
    yield found(
      "api-key-without-plan",
      `the method requires an API key, and no usage plan has the stage ${bare.join(", ")}: every call there is refused with 403`,
      "add the stage to a usage plan, and keys to the plan",
      "PutMethod.apiKeyRequired",
    );
}
