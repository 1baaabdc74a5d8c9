import { VERBS } from "../names/verb.ts";
import { evaluate, type Verdict } from "./lambda-policy.ts";

/** The stage from which the console's Test, and TestInvokeMethod, call. */
export const TEST_STAGE = "test-invoke-stage";
/** Any stage, those that are still to be made too. */
export const ANY_STAGE = "*";

/** What a function's policy says of a method's calls from one stage. */
export type StageVerdict = Verdict | { readonly is: "unsure"; readonly why: string };

/** The method that calls. */
interface Address {
  readonly restApiId: string;
  readonly path: string;
  readonly httpMethod: string;
}

/** Where a REST API stands. */
export interface ApiPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/**
 * The ARN from which API Gateway calls: the resource's path stands in it as it is declared, `{id}` unexpanded (logs that
 * were made public), so a statement that has the `{id}` lets in as one with `*` does.
 */
export const callArn = (at: Address, { partition, region, account }: ApiPlace, stage: string): string =>
  `arn:${partition}:execute-api:${region}:${account}:${at.restApiId}/${stage}/${at.httpMethod}${at.path}`;

/**
 * Whether a function's policy lets a method call it from a stage, or from any. The checks ask it before a call, and the
 * sandbox at one. Of a method ANY, reports disagree on which verb stands in the ARN: what covers only `ANY`, or only the
 * verbs themselves, is not known to let in.
 */
export function invocationVerdict(
  policy: string | undefined,
  functionArn: string,
  at: Address,
  place: ApiPlace,
  stage: string,
): StageVerdict {
  const of = (httpMethod: string) =>
    evaluate(policy, { functionArn, sourceArn: callArn({ ...at, httpMethod }, place, stage) });
  const own = of(at.httpMethod);
  if (at.httpMethod !== "ANY" || own.is === "denied") return own;
  const verbs = VERBS.filter((verb) => verb !== "ANY").map((verb) => ({ verb, verdict: of(verb) }));
  const denied = verbs.find(({ verdict }) => verdict.is === "denied");
  if (denied) return denied.verdict;
  const left = verbs.filter(({ verdict }) => verdict.is !== "allowed").map(({ verb }) => verb);
  if (own.is === "allowed" && left.length === 0) return own;
  if (own.is === "allowed")
    return { is: "unsure", why: `its policy names the method ANY, and not ${left.join(", ")}` };
  return left.length === 0
    ? { is: "unsure", why: "its policy names every verb, and not the method ANY" }
    : own;
}

/**
 * Whether one call is let in. The verb that is called, or the method's own: of ANY it is not known which one counts, so
 * what either lets in is let in.
 */
export function isLetIn(
  policy: string | undefined,
  functionArn: string,
  call: Address & { readonly verb: string },
  place: ApiPlace,
  stage: string,
): boolean {
  const verdicts = [...new Set([call.verb, call.httpMethod])].map(
    (httpMethod) =>
      evaluate(policy, { functionArn, sourceArn: callArn({ ...call, httpMethod }, place, stage) }).is,
  );
  return !verdicts.includes("denied") && verdicts.includes("allowed");
}

/** What a function's policy says of a method, as far as it is called: by its stages, and by the console's Test. */
export interface MethodVerdict {
  /** Each stage from which not all calls are let in, the test's stage among them; none where all are. */
  readonly refused: readonly { readonly stage: string; readonly verdict: StageVerdict }[];
  /** Stages that could not be listed, so that it is not known whether there are others. */
  readonly stagesUnread: boolean;
}

/** Judges each stage that there is, and the test. An API without stages is judged by its test, or else as for any stage. */
export function methodVerdict(
  policy: string | undefined,
  functionArn: string,
  at: Address,
  place: ApiPlace,
  stages: readonly string[] | undefined,
): MethodVerdict {
  const on = (stage: string) => ({
    stage,
    verdict: invocationVerdict(policy, functionArn, at, place, stage),
  });
  const any = on(ANY_STAGE);
  if (any.verdict.is === "allowed") return { refused: [], stagesUnread: false };
  const test = on(TEST_STAGE);
  const named = (stages ?? []).map(on);
  const refused = [...named, test].filter(({ verdict }) => verdict.is !== "allowed");
  // Where no stage is known, nothing but the pattern for all of them says whether calls are let in.
  if (named.length === 0 && test.verdict.is !== "allowed" && !someStage(policy, functionArn, at, place))
    return { refused: [any], stagesUnread: false };
  // Where none of them is let in, one sentence says it.
  const all = named.length > 0 && refused.length === named.length + 1;
  if (all && refused.every(({ verdict }) => verdict.is === any.verdict.is))
    return { refused: [any], stagesUnread: false };
  return { refused, stagesUnread: stages === undefined };
}

/** Whether some stage would be let in: its statement is there before it is. */
function someStage(policy: string | undefined, functionArn: string, at: Address, place: ApiPlace): boolean {
  const named = [...(policy ?? "").matchAll(/:execute-api:[^"]*?:[a-z0-9*]+\/([\w-]+)\//g)].map(
    ([, stage = ""]) => stage,
  );
  return named.some((stage) => invocationVerdict(policy, functionArn, at, place, stage).is === "allowed");
}
