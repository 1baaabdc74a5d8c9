import { awsCliWords } from "../gateway/call/aws-cli.ts";
import type { Address, MethodDocument } from "../gateway/document/method.ts";
import { type Key, printKey, rolePolicyKey } from "../gateway/document/things.ts";
import { quote } from "../gateway/messages/shell-words.ts";
import { planRolePolicy } from "../gateway/plan/role.ts";
import { grantOfOurs } from "../gateway/policy/execution-role.ts";
import type { CompanyGone } from "./company.ts";
import type { RoleThere } from "./role.ts";

/** A method's execution role, and who else calls by it. */
export interface RoleInUse {
  readonly name: string;
  readonly role: RoleThere | undefined | "denied";
  /** The IAM actions that the method's own call needs. */
  readonly needed: readonly string[];
  /** The other methods of the Region's APIs that call by it; undefined where not all could be read. */
  readonly others:
    | readonly { readonly api: string; readonly at: Address; readonly method: MethodDocument }[]
    | undefined;
}

/**
 * The inline policy that this program wrote for what the method called. A role serves every Region, and those are not
 * looked at: it goes only where somebody says so, no method of this Region calls by the role, and no stage serves the
 * method as it was.
 */
export function rolePolicyGone(inUse: RoleInUse, stages: readonly string[] | undefined): CompanyGone {
  const { name, role, needed, others } = inUse;
  const stays = (why: string): CompanyGone => ({
    gone: [],
    notes: [`The policy of role ${name} stays: ${why}`],
  });
  if (role === undefined) return { gone: [], notes: [] };
  if (role === "denied" || !role.inlineRead) return stays("you may not read it.");
  const ours = [...role.inline].find(([policy, text]) =>
    grantOfOurs(policy, text)
      ?.flatMap(({ actions }) => actions)
      .every((action) => needed.includes(action)),
  );
  if (!ours) return stays("it has none that apigw wrote for this method's call.");
  const [policy, text] = ours;
  const key: Key<"rolePolicy"> = rolePolicyKey(name, policy);
  const command = planRolePolicy(key, text, undefined)
    .map((call) => awsCliWords(call, new Map()).map(quote).join(" "))
    .join("\n  ");
  if (others === undefined) return stays("whether another method calls by it could not be read.");
  if (others.length > 0)
    return stays(
      `${others.map(({ api, at }) => `${at.httpMethod} ${at.path} of ${api}`).join(", ")} calls by it.`,
    );
  if (stages === undefined || stages.length > 0)
    return {
      gone: [],
      notes: [
        `${printKey(key)} stays: ${stages === undefined ? "a stage" : stages.join(", ")} may still serve the method as it was. After the next deployment:\n  ${command}`,
      ],
    };
  return {
    gone: [key],
    notes: [
      `${printKey(key)} goes: no method of this Region calls by the role; other Regions were not looked at.`,
    ],
  };
}
