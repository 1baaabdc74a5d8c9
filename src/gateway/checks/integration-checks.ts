import {
  DEFAULT_TIMEOUT_MS,
  type IntegrationRequest,
  type MethodDocument,
  TIMEOUT_QUOTA,
} from "../document/method.ts";
import { functionArnOf, usesStageVariables } from "../names/uri.ts";
import { ANY_STAGE, type MethodVerdict, TEST_STAGE } from "../policy/invocation-verdict.ts";
import { checkAddress, checkHost } from "./address-checks.ts";
import type { Facts } from "./facts.ts";
import { type Finding, found, unchecked } from "./finding.ts";
import { checkVariables, inStages } from "./in-stages.ts";

/** The integration as such: whom it calls, by which verb, within which time. */
export function* checkIntegration(document: MethodDocument, facts: Facts): Iterable<Finding> {
  const { integration } = document;
  if (!integration) {
    yield found(
      "integration-missing",
      'the method has no integration: the API cannot be deployed ("No integration defined for method")',
      "give it one, or delete the method",
      "PutIntegration.type",
    );
    return;
  }
  yield* checkVerb(integration);
  yield* checkAddress(integration, facts);
  yield* checkVariables(integration, document.integrationResponses, facts);
  yield* checkTimeout(integration, facts);
  if (integration.credentials?.endsWith(":iam::*:user/*") && document.request.authorizationType !== "AWS_IAM")
    yield found(
      "caller-credentials",
      "it calls with the caller's credentials, but callers need not sign: every call is answered with 500",
      "set the authorization to AWS IAM, or give a role",
      "PutMethod.authorizationType",
    );
  if (
    integration.type === "AWS" &&
    !integration.credentials &&
    functionArnOf(integration.uri ?? "") === undefined
  )
    yield found(
      "role-none",
      "it has no execution role: the service refuses every call",
      "give a role that API Gateway may assume",
      "PutIntegration.credentials",
    );
  yield* checkBackend(integration, facts);
}

/** What it calls, and as whom: in each stage, where that hangs on the stage. */
function* checkBackend(integration: IntegrationRequest, facts: Facts): Iterable<Finding> {
  if (facts.inStages)
    yield* inStages(
      new Map(
        [...facts.inStages].map(([stage, its]) => [
          stage,
          [...checkBackend(its.integration, { ...facts, ...its, inStages: undefined })],
        ]),
      ),
    );
  else {
    yield* checkHost(integration);
    yield* checkFunction(integration, facts);
    yield* checkRole(integration, facts);
    yield* checkLink(integration, facts);
    yield* facts.called ?? [];
  }
}

function* checkVerb(integration: IntegrationRequest): Iterable<Finding> {
  const { uri = "", httpMethod } = integration;
  if (functionArnOf(uri) !== undefined && httpMethod !== "POST")
    yield found(
      "function-verb",
      `a Lambda function is invoked by POST, not ${httpMethod}: every call is answered with 500`,
      "set the integration's HTTP method to POST",
      "PutIntegration.integrationHttpMethod",
    );
}

const raising = (timeout: number): string =>
  `aws service-quotas request-service-quota-increase --service-code apigateway --quota-code ${TIMEOUT_QUOTA} --desired-value ${timeout}`;

function* checkTimeout(integration: IntegrationRequest, facts: Facts): Iterable<Finding> {
  const timeout = integration.timeoutInMillis ?? DEFAULT_TIMEOUT_MS;
  if (integration.responseTransferMode === "STREAM" || timeout <= DEFAULT_TIMEOUT_MS) return;
  if (facts.endpointType === "EDGE")
    yield found(
      "timeout-edge",
      `a timeout of ${timeout} ms is above the ${DEFAULT_TIMEOUT_MS} of an edge-optimized API`,
      `set 50 to ${DEFAULT_TIMEOUT_MS}, or stream`,
      "PutIntegration.timeoutInMillis",
    );
  else if (typeof facts.timeoutQuota !== "number")
    yield unchecked(
      "timeout",
      `whether the account's quota "Maximum integration timeout in milliseconds" (${TIMEOUT_QUOTA}) was raised to ${timeout} ms, which AWS refuses otherwise${facts.timeoutQuota === undefined ? "" : ` (${facts.timeoutQuota.unread})`}`,
    );
  else if (timeout > facts.timeoutQuota)
    yield found(
      "timeout-quota",
      `a timeout of ${timeout} ms is above the account's quota of ${facts.timeoutQuota} (${TIMEOUT_QUOTA}): API Gateway refuses it`,
      `set at most ${facts.timeoutQuota}, or have the quota raised: ${raising(timeout)}`,
      "PutIntegration.timeoutInMillis",
    );
}

function* checkFunction(integration: IntegrationRequest, facts: Facts): Iterable<Finding> {
  const arn = functionArnOf(integration.uri ?? "");
  const fact = facts.function;
  if (arn === undefined || usesStageVariables(arn) || !fact) return;
  if (fact.exists === false)
    yield found(
      "function-missing",
      `there is no function ${arn}: every call is answered with 500`,
      "name one that exists, with an alias or version that it has",
      "PutIntegration.uri",
    );
  if (fact.exists === "unknown") yield unchecked("function", `whether the function ${arn} exists`);
  if (fact.exists === false || fact.verdict === undefined) return;
  if (fact.verdict === "unknown") yield unchecked("permission", `whether API Gateway may invoke ${arn}`);
  else yield* checkVerdict(arn, fact.verdict);
}

/** What the function's policy says of each stage, and of the test: only what it does not let in is named. */
function* checkVerdict(arn: string, { refused, stagesUnread }: MethodVerdict): Iterable<Finding> {
  const field = "PutIntegration.uri";
  const fails = 'calls fail with "Invalid permissions on Lambda function"';
  const from = (stage: string) =>
    stage === ANY_STAGE ? "" : stage === TEST_STAGE ? " from the console's Test" : ` from the stage ${stage}`;
  for (const { stage, verdict } of refused)
    if (verdict.is === "denied")
      yield found(
        "permission-denied",
        `the policy of ${arn} denies API Gateway this method${from(stage)}: ${fails}`,
        `take out the statement ${verdict.sid ?? "that denies it"}`,
        field,
      );
    else if (verdict.is === "unsure")
      yield unchecked(
        "permission",
        `whether API Gateway may invoke ${arn} for this method${from(stage)}: ${verdict.why}, and which of them API Gateway sends is not documented (let in the verb *)`,
      );
    else if (verdict.is === "not allowed")
      yield found(
        stage === TEST_STAGE ? "permission-of-test" : "permission-missing",
        `the policy of ${arn} does not let API Gateway invoke it for this method${from(stage)}: ${fails}`,
        "add the permission: apigw update-method --permission",
        field,
      );
  if (stagesUnread)
    yield unchecked(
      "permission",
      `whether API Gateway may invoke ${arn} from every stage: the stages may not be listed`,
    );
}

function* checkRole(integration: IntegrationRequest, facts: Facts): Iterable<Finding> {
  const { credentials } = integration;
  const fact = facts.role;
  if (credentials === undefined || !fact) return;
  const field = "PutIntegration.credentials";
  if (fact.exists === false)
    yield found(
      "role-missing",
      `there is no role ${credentials}: every call is answered with 500`,
      fact.isAt === undefined ? "give a role that exists" : `give ${fact.isAt}`,
      field,
    );
  if (fact.otherAccount !== undefined)
    yield found(
      "role-account",
      `${credentials} belongs to the account ${fact.otherAccount}: API Gateway refuses it ("Cross-account pass role is not allowed.")`,
      "give a role of the API's own account",
      field,
    );
  else if (fact.exists === "unknown")
    yield unchecked("role", `whether API Gateway may assume ${credentials}`);
  for (const { what, statement } of fact.beyond ?? [])
    yield found(
      "role-beyond",
      `${credentials} ${what}`,
      `allow it in the role's policy: ${statement}`,
      field,
    );
  for (const what of fact.unchecked ?? []) yield unchecked("role", `of ${credentials}: ${what}`);
  if (fact.trustFault !== undefined)
    yield found(
      "role-trust",
      `API Gateway may not assume ${credentials}: ${fact.trustFault}; every call is answered with 500`,
      "let apigateway.amazonaws.com assume it in its trust policy",
      field,
    );
  if (fact.trustWarning !== undefined)
    yield found(
      "role-trust-condition",
      `API Gateway may fail to assume ${credentials}: ${fact.trustWarning}`,
      "take the condition out of its trust policy",
      field,
    );
  if (fact.missingActions && fact.missingActions.length > 0)
    yield found(
      "role-action",
      `${credentials} does not allow ${fact.missingActions.join(", ")}: the service refuses every call`,
      "allow it in the role's policy",
      field,
    );
}

function* checkLink(integration: IntegrationRequest, facts: Facts): Iterable<Finding> {
  const { connectionType, connectionId = "", integrationTarget } = integration;
  if (connectionType !== "VPC_LINK" || usesStageVariables(connectionId)) return;
  if (!facts.vpcLinks) {
    yield unchecked("vpc-link", `whether the VPC link ${connectionId} exists and is available`);
    return;
  }
  const link = facts.vpcLinks.get(connectionId);
  if (!link)
    yield found(
      "vpc-link-missing",
      `there is no VPC link ${connectionId}: every call is answered with 500`,
      "give the id of one that exists",
      "PutIntegration.connectionId",
    );
  else if (link.status !== undefined && link.status !== "AVAILABLE")
    yield found(
      "vpc-link-status",
      `the VPC link ${connectionId} is ${link.status}: every call fails until it is AVAILABLE`,
      "wait until it is, or mend it",
      "PutIntegration.connectionId",
    );
  if (link?.version === "V2" && integrationTarget === undefined)
    yield found(
      "vpc-link-target",
      `${connectionId} is a VPC link V2, which needs an integration target`,
      "give the ARN of the load balancer behind it",
      "PutIntegration.integrationTarget",
    );
  if (link?.version === "V1" && integrationTarget !== undefined)
    yield found(
      "vpc-link-target",
      `${connectionId} is a VPC link V1, which has its load balancer already`,
      "leave the integration target out; of a method that has one: --unset integration-target",
      "PutIntegration.integrationTarget",
    );
}
