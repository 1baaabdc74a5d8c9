import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import { type Call, type Ids, lookUp, type Ref } from "../../gateway/call/call.ts";
import { AwsFailure } from "../../gateway/call/failure.ts";
import { apiOfKey, type Key, stageOfKey } from "../../gateway/document/things.ts";
import { plain } from "../../gateway/messages/plain.ts";
import type { SomeTable } from "../../settings/setting.ts";

/** How often it is asked, and how long is waited in between. */
const LOOKS = 10;
const BETWEEN_MS = 1000;

/** Waits until AWS tells of the stage that it has the deployment; says so where it does not. */
export async function servedBy<T extends SomeTable>(
  session: Session<T>,
  { aws }: Connected,
  key: Key<"stage">,
  done: readonly Call[],
  ids: Ids,
): Promise<void> {
  const restApiId = apiOfKey(key);
  const stageName = stageOfKey(key);
  const wanted = deploymentIn(done, ids);
  if (wanted === undefined) return;
  for (let look = 1; look <= LOOKS; look++) {
    try {
      const stage = await aws.send("apigateway:GetStage", { restApiId, stageName });
      if (stage.deploymentId === wanted || stage.canarySettings?.deploymentId === wanted) return;
    } catch (error) {
      if (!(error instanceof AwsFailure)) throw error;
      session.warn(
        `Note: whether ${plain(stageName)} serves it already could not be asked (${plain(error.message)}).`,
      );
      return;
    }
    if (look < LOOKS) await session.world.clock.sleep(BETWEEN_MS);
  }
  session.warn(
    `Note: AWS took it, and ${LOOKS} seconds later still tells of ${plain(stageName)} that it serves another deployment than ${wanted}: somebody else may have moved it.`,
  );
}

/** The deployment that the stage was moved to, or tries. */
function deploymentIn(done: readonly Call[], ids: Ids): string | undefined {
  for (const { operation, input } of done) {
    const { deploymentId, patchOperations = [] } = input as {
      deploymentId?: string | Ref;
      patchOperations?: readonly { path?: string; value?: unknown }[];
    };
    const value =
      operation === "apigateway:CreateStage"
        ? deploymentId
        : operation === "apigateway:UpdateStage"
          ? patchOperations.find(
              ({ path = "" }) => path.endsWith("/deploymentId") || path === "/deploymentId",
            )?.value
          : undefined;
    if (typeof value === "string") return value;
    if (value !== undefined) return lookUp(value as Ref, ids);
  }
  return undefined;
}
