import type { Call } from "../call/call.ts";
import { type Key, permissionOfKey } from "../document/things.ts";
import { API_GATEWAY_PRINCIPAL } from "../names/principal.ts";
import { functionInput, parseFunctionName } from "../names/uri.ts";
import type { Statement } from "../policy/lambda-policy.ts";
import { canonical } from "./shapes.ts";

/** The calls from one statement of a function's policy to another. One that changes is added anew: Lambda has no update. */
export function planPermission(
  key: Key<"permission">,
  now: Statement | undefined,
  wanted: Statement | undefined,
): readonly Call[] {
  if (now && wanted && meaningOf(now) === meaningOf(wanted)) return [];
  return [...(now ? [removePermission(key)] : []), ...(wanted ? [addPermission(key, wanted)] : [])];
}

/** Statements that say the same: condition keys are written in any case. */
export function meaningOf({ Condition = {}, ...statement }: Statement): string {
  const conditions = Object.entries(Condition).map(([operator, keys]) => [
    operator,
    Object.fromEntries(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), value])),
  ]);
  return canonical({ ...statement, Condition: Object.fromEntries(conditions) });
}

function where(key: Key<"permission">) {
  const { functionArn, sid } = permissionOfKey(key);
  const parsed = parseFunctionName(functionArn);
  if ("fault" in parsed) throw new TypeError(`${functionArn} ${parsed.fault}`);
  const { name, qualifier, region } = parsed;
  return {
    sid,
    input: functionInput(functionArn),
    at: `function ${name}${qualifier === undefined ? "" : `:${qualifier}`}`,
    ...(region === undefined ? {} : { region }),
  };
}

function removePermission(key: Key<"permission">): Call {
  const { sid, input, ...rest } = where(key);
  return {
    operation: "lambda:RemovePermission",
    input: { ...input, StatementId: sid },
    because: "no method needs it any more",
    ...rest,
  };
}

/** The call by which Lambda writes a statement. */
export function addPermission(key: Key<"permission">, statement: Statement): Call {
  const { sid, input, ...rest } = where(key);
  return {
    operation: "lambda:AddPermission",
    input: {
      ...input,
      StatementId: sid,
      Action: String(statement.Action),
      Principal: principalOf(statement.Principal),
      ...conditionsOf(statement),
    },
    because: "its policy does not let this method invoke it yet",
    ...rest,
  };
}

function principalOf(principal: unknown): string {
  if (typeof principal === "string") return principal;
  const { Service, AWS } = (principal ?? {}) as { Service?: string; AWS?: string };
  const account = /^arn:[^:]+:iam::(\d{12}):root$/.exec(AWS ?? "")?.[1];
  return Service ?? account ?? AWS ?? API_GATEWAY_PRINCIPAL;
}

// The condition key that Lambda writes for a member of AddPermission.
const WRITTEN: Readonly<Record<string, string>> = {
  SourceArn: "AWS:SourceArn",
  SourceAccount: "AWS:SourceAccount",
  PrincipalOrgID: "aws:PrincipalOrgID",
  EventSourceToken: "lambda:EventSourceToken",
  FunctionUrlAuthType: "lambda:FunctionUrlAuthType",
};
const MEMBERS = new Map(Object.entries(WRITTEN).map(([member, key]) => [key.toLowerCase(), member]));

const conditionsOf = ({ Condition = {} }: Statement): Record<string, string> =>
  Object.fromEntries(
    Object.values(Condition).flatMap((keys) =>
      Object.entries(keys).flatMap(([key, value]) => {
        const member = MEMBERS.get(key.toLowerCase());
        return member === undefined ? [] : [[member, String(value)]];
      }),
    ),
  );

/** The statement that Lambda makes of what AddPermission asks for. */
export function statementOf(key: Key<"permission">, input: Readonly<Record<string, string>>): Statement {
  const { Principal = "" } = input;
  const of = (members: readonly string[]) =>
    Object.fromEntries(
      members.flatMap((one) => (input[one] === undefined ? [] : [[WRITTEN[one], input[one]]])),
    );
  const like = of(["SourceArn"]);
  const equals = of(["SourceAccount", "PrincipalOrgID", "EventSourceToken", "FunctionUrlAuthType"]);
  const partition = permissionOfKey(key).functionArn.split(":")[1];
  return {
    Sid: permissionOfKey(key).sid,
    Effect: "Allow",
    Principal: /^\d{12}$/.test(Principal)
      ? { AWS: `arn:${partition}:iam::${Principal}:root` }
      : Principal.startsWith("arn:")
        ? { AWS: Principal }
        : Principal === "*"
          ? "*"
          : { Service: Principal },
    Action: input.Action ?? "",
    Resource: permissionOfKey(key).functionArn,
    ...(Object.keys(like).length + Object.keys(equals).length === 0
      ? {}
      : {
          Condition: {
            ...(Object.keys(equals).length > 0 ? { StringEquals: equals } : {}),
            ...(Object.keys(like).length > 0 ? { ArnLike: like } : {}),
          },
        }),
  };
}
