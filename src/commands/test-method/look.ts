import type { TestInvokeMethodResponse } from "@aws-sdk/client-api-gateway";
import type { Account } from "../../account/account.ts";
import { apiWord, locateStage, type Place } from "../../account/locate.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import { EXIT, orUsageError } from "../../cli/exit.ts";
import { type Look, runLook, showLook } from "../../cli/look.ts";
import { namedPlace } from "../../cli/named-place.ts";
import { readSource } from "../../cli/read-input.ts";
import { withoutSecrets } from "../../gateway/messages/secrets.ts";
import type { Prompter, Reading } from "../../ports.ts";
import type { Known } from "../../settings/known.ts";
import { notFound, type Problem, problem } from "../../settings/problem.ts";
import type { Given } from "../../settings/setting.ts";
import { damageFault } from "../../settings/value.ts";
import {
  calledVerb,
  callPath,
  type Expectation,
  expectations,
  missingParameters,
  testRequest,
} from "./invoke.ts";
import type { TestMethodTable } from "./settings.ts";
import { printAnswer, printExpectations, printTold, type Told } from "./show.ts";

type Mine = Given<TestMethodTable>;

/** What came of a call: the answer, and what was expected of it. */
interface Tested extends TestInvokeMethodResponse {
  readonly schemaVersion: 1;
  /** What its log says of a call that failed, and what mends it. */
  readonly explanations: readonly Told[];
  readonly expectations: readonly Expectation[];
}

// What an answer looks like, to hold --query against before a backend is called.
const LIKELY: Tested = {
  schemaVersion: 1,
  status: 200,
  body: "{}",
  headers: { "Content-Type": "application/json" },
  multiValueHeaders: { "Content-Type": ["application/json"] },
  latency: 1,
  log: "",
  explanations: [{ id: "", cause: "", remedy: "", commands: [""] }],
  expectations: [{ expected: "status 200", holds: true, got: "200" }],
};

/** `apigw test-method`: ask, call, show, and hold the answer against what was expected. */
export const run = (session: Session<TestMethodTable>): Promise<number> =>
  runLook(session, testLook(session as unknown as Session));

/** Calls a method that is known to be there; access that was just granted may be waited for. */
export const tryPlace = (
  session: Session,
  connected: Connected,
  place: Place,
  given: Known,
  newAccess: boolean,
): Promise<number> => showLook(session, connected, given, testLook(session, place, newAccess));

function testLook(session: Session, known?: Place, newAccess = false): Look<Known & Partial<Mine>, Tested> {
  return {
    likely: LIKELY,
    ask: async ({ prompter }, given, account) => ({
      ...given,
      testPath: await askPath(await namedPlace(account.reading, given), given, prompter),
    }),
    async read(given, { aws, reading }) {
      const place = known ?? (await namedPlace(reading, given));
      const answered = await callMethod(session, { aws, reading }, place, given, newAccess);
      const { log } = answered;
      const answer =
        given.showSecrets || log === undefined ? answered : { ...answered, log: withoutSecrets(log) };
      const { default: jmespath } = await import("jmespath");
      const held = expectations(answer, given, (value, expression) =>
        jmespath.search(value as never, expression),
      );
      const explanations = await explained(answered, place, given, reading);
      return { schemaVersion: 1, ...answer, explanations, expectations: held };
    },
    shown: ({ log, ...rest }, given) => (given.log ? { ...rest, log } : rest),
    view: (answer, given, paint) => printAnswer(answer, given.log === true, paint),
    end(answer, given, paint) {
      const { expectations: held, explanations, status = 0 } = answer;
      if (held.length > 0) session.say(printExpectations(held, paint));
      const broken = status >= 500 && given.expectStatus === undefined;
      if (broken) {
        const how = given.log || explanations.length > 0 ? "" : " Add --log to see why.";
        session.warn(`${paint.bad(`The method answered ${status}.`)}${how}`);
        for (const one of explanations) session.warn(printTold(one));
      }
      return broken || held.some(({ holds }) => !holds) ? EXIT.refused : EXIT.done;
    },
  };
}

/** What the log says of a call that failed, by the table that apigw explain has; nothing, where it says nothing that is known. */
async function explained(
  { status = 0, log = "" }: TestInvokeMethodResponse,
  { api, path }: Place,
  given: Known,
  reading: Reading,
): Promise<readonly Told[]> {
  if (status < 400) return [];
  const [word, { understoodLog }, { placed }, { waysTo }] = await Promise.all([
    apiWord(reading, api),
    import("../../gateway/messages/read-log.ts"),
    import("../../gateway/messages/meaning.ts"),
    import("../explain/place.ts"),
  ]);
  const ways = waysTo({ api: word, resource: path, method: given.method }, given);
  return understoodLog(log).map(({ meaning: { id }, cause, remedy, commands }) => ({
    id,
    cause,
    remedy,
    commands: commands.map((one) => placed(one, ways, { id: api.id, type: "application/json" })),
  }));
}

/** How long a role or permission that was made is given until it counts: as LocalStack's tests on AWS give it. */
const RIPENING = { tries: 10, milliseconds: 2000 };

/** API Gateway could not take the role on, or was not let in by the function (the wordings are unverified); the backend was not called. */
const isNotLetIn = ({ status = 0, log = "" }: TestInvokeMethodResponse): boolean =>
  status >= 500 && /permission to assume the provided role|Invalid permissions on Lambda function/.test(log);

/** Path parameters without a value are asked for. */
async function askPath(place: Place, known: Known, prompter: Prompter): Promise<readonly string[]> {
  const testPath = [...(known.testPath ?? [])];
  for (const name of missingParameters(place.path, testPath)) {
    const value = await prompter.text({
      message: `Path {${name}}:`,
      check: (text) => (text === "" ? `${name} needs a value.` : undefined),
    });
    testPath.push(`${name}=${value}`);
  }
  return testPath;
}

/** Calls the method, when all that was given for it is right; tries again while what was just granted does not count yet. */
async function callMethod(
  session: Session,
  { aws, reading }: Account,
  place: Place,
  known: Known,
  newAccess: boolean,
): Promise<TestInvokeMethodResponse> {
  const path = callPath(place.path, known.testPath ?? []);
  const problems: Problem[] = "problems" in path ? [...path.problems] : [];
  const { resource } = place;
  const called = calledVerb(known);
  if (!resource?.methods.includes(known.method ?? "") && !resource?.methods.includes("ANY")) {
    const has =
      resource === undefined || resource.methods.length === 0 ? "none" : resource.methods.join(", ");
    problems.push(
      resource
        ? notFound("method", `${place.path} has no method ${known.method}`, `it has ${has}`)
        : notFound(
            "resource",
            `${place.api.name} has no resource ${place.path}`,
            "make it with apigw create-method --create-resource",
          ),
    );
  }
  const body = known.body === undefined ? undefined : await readSource(session.world, known.body);
  if (body !== undefined && "fault" in body)
    problems.push(problem("body", body.fault, "check the path behind the @"));
  const damage = body !== undefined && "text" in body ? damageFault(body.text) : undefined;
  if (damage !== undefined) problems.push(problem("body", damage, "a test takes text alone"));
  const stage =
    known.stage === undefined
      ? undefined
      : await locateStage(reading, place.api, known.stage, {
          setting: "stage",
          otherwise: "give one that it has, or the variables by --stage-variable",
        });
  if (stage !== undefined && "problem" in stage) problems.push(stage.problem);
  orUsageError(problems);
  if (called !== known.method)
    session.say(`A call needs a verb of its own: ${known.method} is tested by ${called}.`);
  const at = { restApiId: place.api.id, resourceId: resource?.id ?? "", httpMethod: called };
  const request = testRequest(
    at,
    "path" in path ? path.path : undefined,
    known,
    body && "text" in body ? body.text : undefined,
    stage && "name" in stage ? stage : undefined,
  );
  const call = () => aws.send("apigateway:TestInvokeMethod", request);
  let answer = await call();
  for (let tried = 1; newAccess && isNotLetIn(answer) && tried <= RIPENING.tries; tried++) {
    if (tried === 1)
      session.say("What was just granted does not count yet; that takes some seconds. Trying again.");
    await session.world.clock.sleep(RIPENING.milliseconds);
    answer = await call();
  }
  return answer;
}
