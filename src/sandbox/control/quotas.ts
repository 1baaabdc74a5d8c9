import type {
  GetAWSDefaultServiceQuotaRequest,
  GetServiceQuotaRequest,
  RequestServiceQuotaIncreaseRequest,
} from "@aws-sdk/client-service-quotas";
import { DEFAULT_TIMEOUT_MS, TIMEOUT_QUOTA } from "../../gateway/document/method.ts";
import type { Context, Input } from "../state/context.ts";
import { own } from "../state/lookup.ts";
import { ServiceError } from "../wire/service-error.ts";

interface Quota {
  readonly QuotaName: string;
  readonly Value: number;
  readonly Unit: string;
}

/** The quotas that the sandbox knows: what it holds methods against. */
const KNOWN: Readonly<Record<string, Quota>> = {
  [`apigateway/${TIMEOUT_QUOTA}`]: {
    QuotaName: "Maximum integration timeout in milliseconds",
    Value: DEFAULT_TIMEOUT_MS,
    Unit: "None",
  },
};

type Of = Pick<GetServiceQuotaRequest, "ServiceCode" | "QuotaCode">;
const keyOf = ({ ServiceCode = "", QuotaCode = "" }: Of) => `${ServiceCode}/${QuotaCode}`;

function described(of: Of, { region, accountId, partition }: Context, Value: number) {
  const { QuotaName, Unit } = known(of);
  return {
    ServiceCode: of.ServiceCode,
    ServiceName: "Amazon API Gateway",
    QuotaArn: `arn:${partition}:servicequotas:${region}:${accountId}:${keyOf(of)}`,
    QuotaCode: of.QuotaCode,
    QuotaName,
    Value,
    Unit,
    Adjustable: true,
    GlobalQuota: false,
  };
}

function known(of: Of): Quota {
  const quota = own(KNOWN, keyOf(of));
  // Unverified wording.
  if (!quota)
    throw new ServiceError(
      "NoSuchResourceException",
      400,
      `The request failed because the specified service or quota does not exist: ${keyOf(of)}`,
    );
  return quota;
}

/** A quota's value in this Region: as it was raised, or AWS's own. */
const amountOf = (of: Of, { state }: Context): number =>
  own(state.quotas ?? {}, keyOf(of)) ?? known(of).Value;

/** How long a buffered integration may take in this Region, in milliseconds. */
export const timeoutQuota = (context: Context): number =>
  amountOf({ ServiceCode: "apigateway", QuotaCode: TIMEOUT_QUOTA }, context);

export const getQuota = (input: Input<GetServiceQuotaRequest>, context: Context) => ({
  Quota: described(input, context, amountOf(input, context)),
});

export const getDefaultQuota = (input: Input<GetAWSDefaultServiceQuotaRequest>, context: Context) => ({
  Quota: described(input, context, known(input).Value),
});

/** AWS looks at a request and grants it later; the sandbox grants it at once. */
export function raiseQuota(input: Input<RequestServiceQuotaIncreaseRequest>, context: Context) {
  const { DesiredValue = 0 } = input;
  // Unverified wording.
  if (DesiredValue <= amountOf(input, context))
    throw new ServiceError(
      "IllegalArgumentException",
      400,
      "You must provide a quota value greater than the current quota value.",
    );
  context.state.quotas ??= {};
  context.state.quotas[keyOf(input)] = DesiredValue;
  const { Value: _, ...quota } = described(input, context, DesiredValue);
  return {
    RequestedQuota: {
      ...quota,
      Id: context.id(32),
      DesiredValue,
      Status: "APPROVED",
      Created: context.now(),
      LastUpdated: context.now(),
    },
  };
}
