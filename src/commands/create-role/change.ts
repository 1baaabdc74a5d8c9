import { roleThings } from "../../account/observe.ts";
import { type ObservedRole, observeRole } from "../../account/observe-role.ts";
import { grantFor } from "../../called/grant.ts";
import { serviceOf } from "../../catalog/service.ts";
import type { Around, Change, Located } from "../../change/change.ts";
import { roleKey, withThings } from "../../gateway/document/things.ts";
import { partitionOf } from "../../gateway/names/partition.ts";
import { roleArn } from "../../gateway/policy/execution-role.ts";
import type { Given } from "../../settings/setting.ts";
import { wantedRole, wantedRoleThings } from "../../wanted/role.ts";
import { withServiceDefaults } from "../../wanted/with-service-defaults.ts";
import type { CreateRoleTable } from "./settings.ts";

type Mine = Given<CreateRoleTable>;

interface RoleFacts extends Located {
  readonly place: { readonly region: string; readonly partition: string; readonly account: string };
  readonly role: ObservedRole | undefined | "denied";
  readonly allows: Around<unknown>["allows"];
  readonly called: Around<unknown>["called"];
}

const arnOf = ({ roleName, rolePath }: Mine, { place }: RoleFacts): string =>
  roleArn({ name: roleName, path: rolePath }, place);

/** `apigw create-role`: the lazy half. */
export const createRoleChange: Change<Mine, RoleFacts> = {
  guide: async (account, region) => (await import("./guide.ts")).roleGuide(account, region),
  /** Where the service is called, and how, does not matter to its permission. */
  defaults(given) {
    const listed = withServiceDefaults({ ...given, integration: "aws", actionType: undefined });
    const problems = listed.problems.filter(({ setting }) => setting !== "subdomain");
    return { ...listed, known: given, problems };
  },

  async locate(given, { account: { aws, reading }, region: api, allows, called }) {
    const region = given.serviceRegion ?? api;
    const [account, role] = await Promise.all([reading.accountId(), observeRole(aws, given.roleName)]);
    const place = { region, partition: partitionOf(region) ?? "aws", account };
    const now = new Map(roleThings(given.roleName, role));
    return { given, facts: { now, ids: new Map(), place, role, allows, called }, notes: [] };
  },

  /** The least role: its grant told from the recipe, or from service and action, or as it was given. */
  want(given, facts) {
    const { roleName } = given;
    const { action } = facts.called;
    const service =
      facts.called.service ?? (given.service === undefined ? undefined : serviceOf(given.service));
    const told = service && action ? grantFor({ service, action }, {}, facts.place) : undefined;
    const wanted = wantedRole(roleName, given, told, facts.allows);
    if (!wanted.role) return { problems: wanted.problems };
    const leads = wantedRoleThings(wanted.role, arnOf(given, facts), facts.role, "roleName");
    if (leads.problems.length > 0) return { problems: leads.problems };
    return {
      now: withThings(
        facts.now,
        leads.absent.map((key) => [key, undefined]),
      ),
      wanted: new Map(leads.things),
      becomes: leads.things.some(([key]) => key === roleKey(roleName)) ? "created" : "updated",
      notes: [...wanted.notes, ...leads.notes],
    };
  },

  words: (given, facts) => ({
    what: `role ${arnOf(given, facts)}`,
    question: "Create role?",
    after: () => ["IAM may take some seconds until API Gateway can assume it."],
    result: () => ({ before: { role: { name: given.roleName, arn: arnOf(given, facts) } }, after: {} }),
  }),
};
