import { generateKeyPairSync } from "node:crypto";
import type {
  DeleteClientCertificateRequest,
  FlushStageAuthorizersCacheRequest,
  FlushStageCacheRequest,
  GenerateClientCertificateRequest,
  GetClientCertificateRequest,
  GetClientCertificatesRequest,
  UpdateAccountRequest,
  UpdateClientCertificateRequest,
} from "@aws-sdk/client-api-gateway";
import type { Context, Input } from "../state/context.ts";
import { apiOf, own } from "../state/lookup.ts";
import type { ClientCertificateState } from "../state/types.ts";
import { badRequest, notFound } from "../wire/service-error.ts";
import { page } from "./paging.ts";
import { assign, listedPatches } from "./patch.ts";

const THROTTLE = { burstLimit: 5000, rateLimit: 10_000 };

export function getAccount(_input: object, context: Context) {
  const { cloudwatchRoleArn } = context.state.account ?? {};
  return {
    ...(cloudwatchRoleArn === undefined ? {} : { cloudwatchRoleArn }),
    throttleSettings: THROTTLE,
    features: ["UsagePlans"],
    apiKeyVersion: "4",
  };
}

const ACCOUNT_PATHS = {
  replace: ["/cloudwatchRoleArn"],
  add: ["/features"],
  remove: ["/features", "/cloudwatchRoleArn"],
};

export function updateAccount(input: Input<UpdateAccountRequest>, context: Context) {
  for (const { op, path, value } of listedPatches(input.patchOperations, ACCOUNT_PATHS)) {
    if (path !== "/cloudwatchRoleArn") continue;
    context.state.account ??= {};
    const arn = op === "remove" ? undefined : value || undefined;
    if (arn !== undefined && !own(context.iam.roles, arn.split("/").at(-1) ?? "")) {
      // Wording of public reports, unverified.
      throw badRequest(
        "The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy.",
      );
    }
    assign(context.state.account, "cloudwatchRoleArn", arn);
  }
  return getAccount({}, context);
}

const YEAR_MS = 365 * 86_400_000;

/** A certificate in form only: the sandbox signs no calls to backends. */
export function generateClientCertificate(input: Input<GenerateClientCertificateRequest>, context: Context) {
  const now = context.now();
  const certificate: ClientCertificateState = {
    clientCertificateId: context.id(6),
    pemEncodedCertificate: publicPem(),
    createdDate: now.toISOString(),
    expirationDate: new Date(now.getTime() + YEAR_MS).toISOString(),
  };
  assign(certificate, "description", input.description || undefined);
  assign(certificate, "tags", input.tags);
  context.state.clientCertificates ??= {};
  context.state.clientCertificates[certificate.clientCertificateId] = certificate;
  return certificate;
}

function publicPem(): string {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = publicKey.export({ type: "spki", format: "der" }).toString("base64");
  return `-----BEGIN CERTIFICATE-----\n${key.replace(/(.{64})/g, "$1\n")}\n-----END CERTIFICATE-----\n`;
}

function certificateOf(context: Context, id: string): ClientCertificateState {
  const certificate = own(context.state.clientCertificates ?? {}, id);
  if (!certificate) throw notFound("Invalid Client Certificate identifier specified");
  return certificate;
}

export function getClientCertificate(input: Input<GetClientCertificateRequest>, context: Context) {
  return { tags: {}, ...certificateOf(context, input.clientCertificateId) };
}

export function getClientCertificates(input: Input<GetClientCertificatesRequest>, context: Context) {
  return page(Object.values(context.state.clientCertificates ?? {}), input);
}

export function updateClientCertificate(input: Input<UpdateClientCertificateRequest>, context: Context) {
  const certificate = certificateOf(context, input.clientCertificateId);
  for (const { value } of listedPatches(input.patchOperations, { replace: ["/description"] }))
    assign(certificate, "description", value || undefined);
  return { tags: {}, ...certificate };
}

export function deleteClientCertificate(
  input: Input<DeleteClientCertificateRequest>,
  context: Context,
): void {
  const { clientCertificateId: id } = certificateOf(context, input.clientCertificateId);
  const stages = Object.values(context.state.apis).flatMap((api) => Object.values(api.stages));
  // Unverified wording.
  if (stages.some((stage) => stage.clientCertificateId === id))
    throw badRequest(`Client certificate '${id}' is in use by a stage`);
  delete context.state.clientCertificates?.[id];
}

function requireStage(context: Context, ids: { restApiId: string; stageName: string }): void {
  if (!own(apiOf(context, ids.restApiId).stages, ids.stageName))
    throw notFound("Invalid stage identifier specified");
}

/** The sandbox caches no answers of stages: there is nothing to flush but the check of the names. */
export function flushStageCache(input: Input<FlushStageCacheRequest>, context: Context): void {
  requireStage(context, input);
}

export function flushStageAuthorizersCache(
  input: Input<FlushStageAuthorizersCacheRequest>,
  context: Context,
): void {
  requireStage(context, input);
  context.verdicts.flush(`${input.restApiId}/${input.stageName}`);
}
