import type { Account } from "../account/account.ts";
import { ifAllowed } from "../account/allowed.ts";
import { methodsCallingBy } from "../account/role-users.ts";
import { awsCliWords } from "../gateway/call/aws-cli.ts";
import {
  type Document,
  deploymentIdOfKey,
  isOf,
  isUnread,
  type Key,
  printKey,
  roleOfKey,
  rolePolicyOfKey,
  stageKey,
  thing,
} from "../gateway/document/things.ts";
import { quote } from "../gateway/messages/shell-words.ts";
import { kindRules } from "../gateway/plan/kinds.ts";
import { roleArn } from "../gateway/policy/execution-role.ts";
import type { Run } from "./journal/read.ts";
import type { TakenUp } from "./take-up.ts";

/**
 * What must not go yet: a method goes with the next deployment, its permission and its role at once. What a stage may
 * still need, and a role that other methods call by, stays, with the command for later.
 */
export async function companyThatStays(
  { aws, reading }: Account,
  run: Run,
  { now, wanted }: TakenUp,
): Promise<{ readonly keys: ReadonlySet<Key>; readonly notes: readonly string[] }> {
  const going = [...wanted].flatMap(([key, aim]) =>
    aim === undefined && thing(now, key) !== undefined && isCompany(key) ? [key] : [],
  );
  if (going.length === 0) return { keys: new Set(), notes: [] };
  const { api, where } = run.begun;
  const stages = api === undefined ? [] : await ifAllowed(reading.stages(api.id));
  // AWS tells whole seconds, by a clock of its own.
  const since = Date.parse(run.begun.by.at) - SLACK_MS;
  const serving = stages?.filter(
    ({ name, deploymentId, updated }) =>
      !(api && servesAsBefore(run, stageKey(api.id, name), wanted, deploymentId)) &&
      (updated === undefined || Date.parse(updated) >= since),
  );
  const keys = new Set<Key>();
  const notes: string[] = [];
  const stays = (key: Key, why: string, later: boolean) => {
    keys.add(key);
    const command = kindRules(key)
      .calls(key as never, thing(now, key) as never, undefined)
      .map((call) => awsCliWords(call, new Map(), aws.region).map(quote).join(" "))
      .join("\n  ");
    notes.push(`${printKey(key)} stays: ${why}.${later ? ` After the next deployment:\n  ${command}` : ""}`);
  };
  for (const key of going) {
    if (serving === undefined) stays(key, "whether a stage still needs it could not be read", true);
    else if (serving.length > 0)
      stays(key, `${serving.map(({ name }) => name).join(", ")} was deployed since and may need it`, true);
    else if (!isOf("permission", key)) {
      const name = isOf("role", key) ? roleOfKey(key) : rolePolicyOfKey(key as Key<"rolePolicy">).role;
      const users = await callers({ aws, reading }, name, now, where, wanted);
      if (users === undefined) stays(key, "whether methods call by the role could not be read", false);
      else if (users.length > 0) stays(key, `${users.join(", ")} calls by the role`, false);
    }
  }
  return { keys, notes };
}

const SLACK_MS = 5_000;

/** Whether a stage that the run deals with serves what it served before it, once all is led back. */
function servesAsBefore(
  { before, ids }: Run,
  key: Key<"stage">,
  wanted: Document,
  serves: string | undefined,
): boolean {
  const idOf = (of: Key<"deployment">) => ids.get(of) ?? deploymentIdOfKey(of);
  const [was, aim] = [thing(before, key), thing(wanted, key)];
  return was !== undefined && idOf(was.deployment) === (aim ? idOf(aim.deployment) : serves);
}

const isCompany = (key: Key): boolean =>
  isOf("permission", key) || isOf("role", key) || isOf("rolePolicy", key);

/** The methods of the Region that call by a role and do not go themselves. */
async function callers(
  account: Account,
  name: string,
  now: Document,
  where: Run["begun"]["where"],
  wanted: Document,
): Promise<readonly string[] | undefined> {
  const role = now.get(`role ${name}`);
  const path = role === undefined || isUnread(role) ? "/" : (role as { readonly path: string }).path;
  const arn = roleArn({ name, path }, { partition: where.partition, account: where.account ?? "" });
  const found = await methodsCallingBy(account, arn);
  return found
    ?.filter(({ at }) => {
      const key: Key = `method ${at.restApiId} ${at.httpMethod} ${at.path}`;
      if (!wanted.has(key)) return true;
      const aim = thing(wanted, key as Key<"method">);
      return aim?.integration?.credentials === arn;
    })
    .map(({ api, at }) => `${at.httpMethod} ${at.path} of ${api}`);
}
