import { readApi } from "../account/read-api.ts";
import type { Connected } from "../cli/connect.ts";
import { UsageError } from "../cli/exit.ts";
import type { Where } from "../cli/where.ts";
import { type Exported, type Format, written } from "../cli/written.ts";
import { type ExportedApi, type ExportedResource, onlyMethods } from "../export/api.ts";
import { planScript } from "../export/aws-cli/plan-script.ts";
import type { MethodDocument } from "../gateway/document/method.ts";
import {
  addressOfKey,
  isOf,
  isUnread,
  type Key,
  methodKey,
  pathOfKey,
  permissionKey,
  permissionOfKey,
} from "../gateway/document/things.ts";
import { withAncestors } from "../gateway/names/path.ts";
import type { Statement } from "../gateway/policy/lambda-policy.ts";
import { problem } from "../settings/problem.ts";
import type { Located } from "./change.ts";
import type { Prepared } from "./prepare.ts";
import { awsFlags } from "./recovery.ts";

/** What a change would do, for another tool: its calls as AWS CLI commands, else the methods as they will be. */
export async function dryRunAs<G, F extends Located>(
  format: Format,
  { planned, facts, wish }: Prepared<G, F>,
  connected: Connected,
  where: Where,
): Promise<Pick<Exported, "text" | "notes">> {
  if (format === "aws-cli")
    return {
      text: planScript(planned, facts.ids, { region: where.region, flags: awsFlags(where) ?? [] }),
      notes: [],
    };
  const methods = [...wish.wanted].flatMap(([key, thing]) =>
    isOf("method", key) && thing !== undefined && !isUnread(thing)
      ? [{ ...addressOfKey(key), method: thing as MethodDocument }]
      : [],
  );
  const touched = methods.filter((at) => planned.steps.some(({ key }) => key === methodKey(at)));
  const [first] = touched;
  if (!first)
    throw new UsageError([
      problem(
        "planFormat",
        `this change leaves no method that ${format} could describe`,
        "write --format aws-cli",
      ),
    ]);
  const api = await readApi(connected, first.restApiId);
  const wanted = (path: string, httpMethod: string) =>
    touched.some((one) => one.path === path && one.httpMethod === httpMethod);
  return written(onlyMethods(withMethods(api, touched, wish.wanted), wanted), format);
}

type Touched = { readonly path: string; readonly httpMethod: string; readonly method: MethodDocument };

/** The API as it will be: with these methods, the resources that are made for them, and their validators. */
function withMethods(
  api: ExportedApi,
  touched: readonly Touched[],
  wanted: Prepared<unknown, Located>["wish"]["wanted"],
): ExportedApi {
  const paths = touched.flatMap(({ path }) => withAncestors(path));
  const made = [...wanted.keys()].flatMap((key: Key) =>
    isOf("resource", key) && wanted.get(key) !== undefined ? [pathOfKey(key)] : [],
  );
  const missing = [...new Set([...paths, ...made])].filter(
    (path) => !api.resources.some((one) => one.path === path),
  );
  const resources: readonly ExportedResource[] = [
    ...api.resources,
    ...missing.map((path) => ({ path, methods: [] })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const validators = new Map(api.validators);
  for (const [key, thing] of wanted)
    if (isOf("validator", key) && thing !== undefined && !isUnread(thing))
      validators.set(key, thing as never);
  const permissions = [...wanted].flatMap(([key, statement]) =>
    isOf("permission", key) &&
    statement !== undefined &&
    !isUnread(statement) &&
    !api.permissions.some(same(key))
      ? [
          {
            functionArn: permissionOfKey(key).functionArn,
            statement: statement as Statement,
            isPlanned: true as const,
          },
        ]
      : [],
  );
  return {
    ...api,
    permissions: [...api.permissions, ...permissions],
    validators,
    resources: resources.map((one) => ({
      ...one,
      methods: [
        ...one.methods.filter(
          ({ httpMethod }) =>
            !touched.some((other) => other.path === one.path && other.httpMethod === httpMethod),
        ),
        ...touched
          .filter(({ path }) => path === one.path)
          .map(({ httpMethod, method }) => ({ httpMethod, method, isPlanned: true as const })),
      ],
    })),
  };
}

const same =
  (key: Key<"permission">) =>
  ({ functionArn, statement }: ExportedApi["permissions"][number]): boolean =>
    permissionKey(functionArn, statement.Sid ?? "") === key;
