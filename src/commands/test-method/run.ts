import type { TestInvokeMethodResponse } from "@aws-sdk/client-api-gateway";
import { locateApi, locateResource, locateStage, type Place } from "../../account/locate.ts";
import { askSettings } from "../../cli/ask.ts";
import type { Session } from "../../cli/command.ts";
import { type Connected, connect } from "../../cli/connect.ts";
import { EXIT, orUsageError, UsageError } from "../../cli/exit.ts";
import { settle } from "../../cli/given.ts";
import { printResult } from "../../cli/output.ts";
import { readSource } from "../../cli/read-input.ts";
import type { Prompter } from "../../ports.ts";
import type { Known } from "../../settings/known.ts";
import { type Problem, problem } from "../../settings/problem.ts";
import { callPath, expectations, missingParameters, testRequest } from "./invoke.ts";
import { printAnswer, printExpectations } from "./show.ts";

/** `apigw test-method`: ask, call, show, and hold the answer against what was expected. */
export async function run(session: Session): Promise<number> {
  const { known: given, region, open, prompter } = await settle(session);
  const connected = await connect(session, region);
  try {
    const known =
      open && prompter
        ? await askSettings(
            { table: session.command.settings, prompter, reading: connected.reading, note: session.warn },
            given,
            ["Resource", "Method details"],
          )
        : given;
    const place = await findPlace(connected, known);
    const asked = prompter ? await askPath(place, known, prompter) : known;
    return await testMethod(session, connected, place, asked);
  } finally {
    connected.destroy();
  }
}

async function findPlace({ reading }: Connected, known: Known): Promise<Place> {
  const api = await locateApi(reading, known.api ?? "");
  if ("problem" in api) throw new UsageError([api.problem]);
  const place = await locateResource(reading, api, known.resource ?? "");
  if ("problem" in place) throw new UsageError([place.problem]);
  return place;
}

/** How long a role that was made is given until it can be assumed: as LocalStack's tests on AWS give it. */
const RIPENING = { tries: 10, milliseconds: 2000 };

/** API Gateway could not take the role on (the log's wording is unverified); the backend was not called. */
const cannotAssume = ({ status = 0, log = "" }: TestInvokeMethodResponse): boolean =>
  status >= 500 && /permission to assume the provided role/.test(log);

/** Path parameters without a value are asked for. */
async function askPath(place: Place, known: Known, prompter: Prompter): Promise<Known> {
  const testPath = [...(known.testPath ?? [])];
  for (const name of missingParameters(place.path, testPath)) {
    const value = await prompter.text({
      message: `Path {${name}}:`,
      check: (text) => (text === "" ? `${name} needs a value.` : undefined),
    });
    testPath.push(`${name}=${value}`);
  }
  return { ...known, testPath };
}

/**
 * Calls a method and shows its answer; the exit code says whether it is what was expected. A role that was just made
 * may be waited for.
 */
export async function testMethod(
  session: Session,
  { aws, reading }: Connected,
  place: Place,
  known: Known,
  newRole = false,
): Promise<number> {
  const path = callPath(place.path, known.testPath ?? []);
  const problems: Problem[] = "problems" in path ? [...path.problems] : [];
  const { resource } = place;
  if (!resource?.methods.includes(known.method ?? "")) {
    const has =
      resource === undefined || resource.methods.length === 0 ? "none" : resource.methods.join(", ");
    problems.push(
      resource
        ? problem("--method", `${place.path} has no method ${known.method}`, `it has ${has}`)
        : problem(
            "--resource",
            `${place.api.name} has no resource ${place.path}`,
            "make it with apigw create-method --create-resource",
          ),
    );
  }
  const body = known.body === undefined ? undefined : await readSource(session.world, known.body);
  if (body !== undefined && "fault" in body)
    problems.push(problem("--body", body.fault, "check the path behind the @"));
  const stage = known.stage === undefined ? undefined : await locateStage(reading, place.api, known.stage);
  if (stage !== undefined && "problem" in stage) problems.push(stage.problem);
  orUsageError(problems);
  const at = { restApiId: place.api.id, resourceId: resource?.id ?? "", httpMethod: known.method ?? "" };
  const request = testRequest(
    at,
    "path" in path ? path.path : undefined,
    known,
    body && "text" in body ? body.text : undefined,
    stage && "name" in stage ? stage : undefined,
  );
  const call = () => aws.send("apigateway:TestInvokeMethod", request);
  let answer = await call();
  for (let tried = 1; newRole && cannotAssume(answer) && tried <= RIPENING.tries; tried++) {
    if (tried === 1) session.say("The new role cannot be assumed yet; IAM takes some seconds. Trying again.");
    await new Promise((resume) => setTimeout(resume, RIPENING.milliseconds));
    answer = await call();
  }
  const { default: jmespath } = await import("jmespath");
  const held = expectations(answer, known, (value, expression) =>
    jmespath.search(value as never, expression),
  );
  const { log, ...rest } = answer;
  const { stdout, stderr } = await session.colours();
  await printResult(
    session,
    known,
    { schemaVersion: 1, ...rest, ...(known.log ? { log } : {}), expectations: held },
    printAnswer(answer, known.log === true, stdout),
  );
  if (held.length > 0) session.say(printExpectations(held, stderr));
  const broken = (answer.status ?? 0) >= 500 && known.expectStatus === undefined;
  if (broken)
    session.warn(
      `${stderr.bad(`The method answered ${answer.status}.`)}${known.log ? "" : " Add --log to see why."}`,
    );
  return broken || held.some(({ holds }) => !holds) ? EXIT.refused : EXIT.done;
}
