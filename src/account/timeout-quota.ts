import { AwsFailure } from "../gateway/call/failure.ts";
import { DEFAULT_TIMEOUT_MS, type MethodDocument, TIMEOUT_QUOTA } from "../gateway/document/method.ts";
import type { Aws } from "../ports.ts";

/** Whether it hangs on the account's quota that a method's timeout is taken. */
export const asksForQuota = ({ integration }: MethodDocument): boolean =>
  integration?.responseTransferMode !== "STREAM" &&
  (integration?.timeoutInMillis ?? DEFAULT_TIMEOUT_MS) > DEFAULT_TIMEOUT_MS;

const OF = { ServiceCode: "apigateway", QuotaCode: TIMEOUT_QUOTA };

/**
 * The account's quota for timeouts in this Region, in milliseconds; or why it is not known. It is a courtesy: whatever
 * comes in its way, the method can be made all the same.
 */
export async function timeoutQuota(aws: Aws): Promise<number | { readonly unread: string }> {
  try {
    const { Quota } = await aws.send("servicequotas:GetServiceQuota", OF).catch((error: unknown) => {
      // Where none was ever applied to the account, AWS's own holds.
      if (error instanceof AwsFailure && error.kind === "missing")
        return aws.send("servicequotas:GetAWSDefaultServiceQuota", OF);
      throw error;
    });
    return Quota?.Value ?? { unread: "Service Quotas answers without a value" };
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    return {
      unread:
        error.kind === "denied"
          ? "reading it needs servicequotas:GetServiceQuota"
          : `Service Quotas answers ${error.code}`,
    };
  }
}
