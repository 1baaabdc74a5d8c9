// build: usual 8
import type { Account } from "../../account/account.ts";
import type { Change, Findings, Wish, Words } from "../../change/change.ts";
import { deployCommand, methodResult } from "../../change/report.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import type { MethodDocument, RequestValidator } from "../../gateway/document/method.ts";
import { type Key, methodKey } from "../../gateway/document/things.ts";
import { plain } from "../../gateway/messages/plain.ts";
import type { Given } from "../../settings/setting.ts";
import { documentRefusals, resourceRefusals } from "../../wanted/refusals.ts";
import { checkWanted } from "./check-wanted.ts";
import type { MethodFacts } from "./facts.ts";
import { locate } from "./locate.ts";
import type { Ahead } from "./read-ahead.ts";
import type { CreateMethodTable } from "./settings.ts";
import { want } from "./want.ts";

type Mine = Given<CreateMethodTable>;

/** `apigw create-method`: the lazy half. */
export function createMethodChange(
  session: Session<CreateMethodTable>,
  connected: Connected,
  mustExist = false,
): Change<Mine, MethodFacts, Ahead> {
  return {
    guide: async (account, region) => {
      const { methodGuide } = await import("../../cli/method-guide.ts");
      return methodGuide(account, region, mustExist ? "method" : "nothing");
    },
    locate: (given, around) => locate(given, around, mustExist),
    want,
    check,
    words: (given, facts) => words(given, facts, connected),
    afterwards: async (given, { place }, done, ids) => {
      if (!given.test) return 0;
      const { tryMethod } = await import("./try-method.ts");
      return tryMethod(session, connected, given, place, done, ids);
    },
  };
}

/** What would fail when the method is called, and what API Gateway would refuse: by the rules that the sandbox answers with. */
async function check(given: Mine, facts: MethodFacts, { wanted }: Wish, account: Account): Promise<Findings> {
  const method = wanted.get(methodKey(facts.at)) as MethodDocument | undefined;
  if (!method) return { problems: [], notes: [] };
  const made = [...wanted].filter(([key]) => key.startsWith("validator ")) as [
    Key<"validator">,
    RequestValidator,
  ][];
  const validators = new Map([...facts.validators, ...made]);
  const checked = await checkWanted(account, { ...facts, validators }, method, given);
  const refused =
    checked.problems.length > 0
      ? []
      : [
          ...resourceRefusals(facts.place),
          ...documentRefusals(method, facts.at.httpMethod, given, facts.models),
        ];
  return { problems: [...checked.problems, ...refused], notes: checked.notes };
}

function words(given: Mine, { place, before }: MethodFacts, { aws, flags }: Connected): Words {
  const deploy = deployCommand(place.api, aws.region, flags);
  return {
    what: `${given.method} ${place.path} of ${plain(place.api.name)}`,
    question: before ? "Change the method?" : "Create method?",
    after: () => [`Not live until it is deployed: ${deploy}`],
    result: (ids) => methodResult(place, aws.region, given.method, deploy, ids),
  };
}
