import { type Findings as LiveFindings, noteModels } from "../../account/live-checks.ts";
import { type Key, methodKey, resourceKey, type Seen, withThings } from "../../gateway/document/things.ts";
import { withAncestors } from "../../gateway/names/path.ts";
import { roleArn } from "../../gateway/policy/execution-role.ts";
import type { Known } from "../../settings/known.ts";
import type { Given } from "../../settings/setting.ts";
import { companyGone } from "../../wanted/company.ts";
import { withCorsHeaders } from "../../wanted/cors.ts";
import { wantedMethod } from "../../wanted/method.ts";
import { wantedPermission } from "../../wanted/permission.ts";
import { wantedRole, wantedRoleThings } from "../../wanted/role.ts";
import { withoutSettings } from "../../wanted/unset.ts";
import type { MethodFacts } from "./facts.ts";
import type { CreateMethodTable } from "./settings.ts";

/** The settings of create-method, or of update-method. */
type Mine = Given<CreateMethodTable> & Pick<Known, "unset">;

/** The method with its company: resource, request validator, function's permission, execution role. */
export function want(asked: Mine, facts: MethodFacts) {
  const given = withCorsHeaders(asked, {
    verbs: facts.place.resource?.methods ?? [],
    binary: facts.place.api.binaryMediaTypes ?? [],
    exists: facts.before !== undefined,
  });
  const { at, before, found, place, account, allows, models } = facts;
  if (before && given.ifExists === "skip")
    return { now: facts.now, wanted: new Map(), becomes: "skipped" as const, notes: [] };
  const findings: LiveFindings = { problems: [], notes: [] };
  const { createRole: name } = given;
  const arn =
    name === undefined
      ? undefined
      : roleArn({ name, path: given.rolePath }, { partition: found.partition, account: account ?? "" });
  const cleared =
    before && given.ifExists === "update"
      ? withoutSettings(before, given.unset ?? [], found.region)
      : undefined;
  findings.problems.push(...(cleared?.problems ?? []));
  const { method, validator } = wantedMethod(
    arn === undefined ? given : { ...given, role: arn },
    found,
    cleared?.method,
  );
  if (
    given.responseHeader !== asked.responseHeader &&
    (method.request.authorizationType !== "NONE" || method.request.apiKeyRequired)
  )
    findings.notes.push(
      "Browsers send a preflight without credentials and keys: with authorization or an API key it is refused, and so are the calls behind it.",
    );
  if (!models) noteModels(method, findings);
  const absent: Key[] = [];
  const things: (readonly [Key, Seen])[] = [
    ...withAncestors(place.path).map((path) => [resourceKey(at.restApiId, path), {}] as const),
    [methodKey(at), method],
  ];
  if (validator?.made) {
    things.push([validator.key, validator.made]);
    absent.push(validator.key);
  }
  if (name !== undefined && arn !== undefined && method.integration) {
    const told = facts.needed?.(method.integration, { region: found.region, account: account ?? "" });
    const role = wantedRole(name, given, told, allows);
    const leads = role.role && wantedRoleThings(role.role, arn, facts.role, "createRole");
    findings.problems.push(...role.problems, ...(leads?.problems ?? []));
    findings.notes.push(...role.notes, ...(leads?.notes ?? []));
    things.push(...(leads?.things ?? []));
    absent.push(...(leads?.absent ?? []));
  }
  if (facts.invoked && method.integration?.credentials === undefined) {
    const api = { region: found.region, account: account ?? "" };
    const permission = wantedPermission(facts.invoked, at, api, given.permissionScope);
    findings.problems.push(...permission.problems);
    findings.notes.push(...permission.notes);
    things.push(...permission.things);
    absent.push(...permission.things.map(([key]) => key));
  }
  if (before && facts.company && method.integration?.uri !== before.integration?.uri) {
    const api = { partition: found.partition, region: found.region, account: account ?? "" };
    const { gone, notes } = companyGone(facts.company, at, api, given.deploy);
    things.push(...gone.map((key) => [key, undefined] as const));
    findings.notes.push(...notes);
  }
  if (findings.problems.length > 0) return { problems: findings.problems };
  const wanted = new Map<Key, Seen>(things);
  return {
    now: withThings(
      facts.now,
      absent.map((key) => [key, undefined]),
    ),
    wanted,
    becomes: !before
      ? ("created" as const)
      : given.ifExists === "replace"
        ? ("replaced" as const)
        : ("updated" as const),
    notes: findings.notes,
  };
}
