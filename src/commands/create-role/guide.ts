import type { Account } from "../../account/account.ts";
import { nameProblems } from "../../account/role-name.ts";
import { resourcesToAllow } from "../../cli/form/aws-service.ts";
import type { Guide, Seen } from "../../cli/form/guide.ts";
import { calledProblems } from "../../wanted/called-problems.ts";

interface SeenAccount extends Seen {
  readonly account: string;
}

/** What the form of a role knows of the account: a recipe or service and action first, then the resource. */
export const roleGuide = (account: Account, region: string): Guide<SeenAccount> => ({
  look: async () => ({ account: await account.reading.accountId() }),
  put(key, known, { account: caller }, flags) {
    switch (key) {
      case "recipe":
        return flags.service === undefined && flags.action === undefined && flags.roleAction === undefined
          ? { always: true }
          : false;
      case "roleResource":
        // A recipe says what it calls.
        return known.recipe === undefined && flags.roleResource === undefined
          ? { always: true, choices: resourcesToAllow(known, { region, account: caller }) }
          : false;
      default:
        return undefined;
    }
  },
  async check(key, known, { account: caller }) {
    if (key === "service" || key === "action") return calledProblems(key, known);
    return key === "roleName" ? nameProblems(account, "roleName", known, { region, account: caller }) : [];
  },
});
