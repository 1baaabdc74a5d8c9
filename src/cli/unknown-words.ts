import { didYouMean } from "../settings/did-you-mean.ts";
import { ofKind, type Problem, problem, wordProblem } from "../settings/problem.ts";
import { entriesOf } from "../settings/read.ts";
import { flagOf } from "../settings/setting.ts";
import type { Command } from "./command.ts";

// What people who come from `aws apigateway` type, and what it is here.
const habits: Readonly<Record<string, string>> = {
  "--endpoint-url":
    "use --endpoint for the backend's address, or --aws-endpoint-url to send the AWS calls elsewhere",
  "--rest-api-id": "use --api",
  "--rest-api": "use --api",
  "--resource-id": "use --resource",
  "--path": "use --resource, or --path-override for an AWS service's path",
  "--http-method": "use --method for the method, or --integration-method for the backend's",
  "--integration-http-method": "use --integration-method",
  "--type": "use --integration lambda|http|aws|mock|vpc-link, with --proxy for the proxy types",
  "--url": "use --endpoint",
  "--credentials": "use --role",
  "--execution-role": "use --role",
  "--role-arn": "use --role",
  "--timeout-in-millis": "use --timeout",
  "--authorization-type": "use --authorization",
  "--authorizer-id": "use --authorizer",
  "--authorization-scopes": "use --scope, once for each scope",
  "--request-validator-id": "use --request-validator",
  "--request-models": "use --request-model",
  "--request-templates": "use --request-template",
  "--request-parameters": "use --request-parameter, --query-param or --header",
  "--passthrough-behavior": "use --passthrough",
  "--connection-id": "use --vpc-link",
  "--connection-type": "use --integration vpc-link",
  "--function-name": "use --function",
  "--lambda": "use --integration lambda --function NAME",
  "--action-name": "use --action",
  "--status-code": "use --response",
  "--selection-pattern": "use --response STATUS=pattern",
  "--json": "use --output json",
};

/** What is wrong with the words that no flag took. */
export function unknownWords(command: Command, rest: readonly string[]): readonly Problem[] {
  const flags = entriesOf(command.settings).map(([, setting]) => flagOf(setting));
  const problems: Problem[] = [];
  rest.forEach((word, i) => {
    const before = rest[i - 1];
    if (word.startsWith("-") && word !== "-") {
      const flag = word.split("=")[0] ?? word;
      if (flags.includes(flag)) {
        problems.push(wordProblem(flag, "takes no value", `write ${flag} alone`));
        return;
      }
      const remedy =
        habitOf(flag, flags) ??
        didYouMean(flag, flags) ??
        akin(flag, flags) ??
        `see apigw ${command.name} --help`;
      problems.push(
        ofKind("unknown-flag", wordProblem(flag.slice(0, 60), "is not a flag of this command", remedy)),
      );
    } else if (!command.operands && !(before?.startsWith("-") && !before.includes("="))) {
      problems.push(
        ofKind(
          "unknown-word",
          problem(undefined, `"${word.slice(0, 60)}" belongs to no flag`, `see apigw ${command.name} --help`),
        ),
      );
    }
  });
  return problems;
}

/** What a habit is here, if all flags that it speaks of are ones of the command. */
function habitOf(flag: string, flags: readonly string[]): string | undefined {
  const here = Object.hasOwn(habits, flag) ? habits[flag] : undefined;
  const named = here?.match(/--[a-z-]+/g) ?? [];
  return named.every((one) => flags.includes(one)) ? here : undefined;
}

/** The flags that are made of the same words and more, or of some of them: `--origin` is `--allow-origin`. */
function akin(flag: string, flags: readonly string[]): string | undefined {
  const wordsOf = (one: string) =>
    one
      .slice(2)
      .toLowerCase()
      .split(/[-_]/)
      .map((word) => word.replace(/s$/, ""));
  const words = wordsOf(flag);
  const holds = (some: readonly string[], others: readonly string[]) =>
    others.every((word) => word.length > 2 && some.includes(word));
  const wider = flags.filter((one) => holds(wordsOf(one), words));
  const found = wider.length > 0 ? wider : flags.filter((one) => holds(words, wordsOf(one)));
  return found.length === 0 || found.length > 4 ? undefined : `did you mean ${found.join(" or ")}?`;
}
