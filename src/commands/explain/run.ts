import type { Session } from "../../cli/command.ts";
import { type Connected, connect } from "../../cli/connect.ts";
import { EXIT, orUsageError, UsageError } from "../../cli/exit.ts";
import { missingRegion } from "../../cli/given.ts";
import { printResult, queryFault } from "../../cli/output.ts";
import { readSource } from "../../cli/read-input.ts";
import { regionOf } from "../../cli/region.ts";
import { SetupError } from "../../gateway/failures/codes.ts";
import { parseInvokeUrl } from "../../gateway/names/invoke-url.ts";
import { ofKind, problem } from "../../settings/problem.ts";
import { explainAddress } from "./address.ts";
import { explainFunction } from "./callers.ts";
import type { Explained } from "./explained.ts";
import type { Reach } from "./look-around.ts";
import type { ExplainTable } from "./settings.ts";
import { printExplained } from "./show.ts";
import { explainText } from "./text.ts";

/** A log of more is read no further. */
const MOST_CHARACTERS = 1_000_000;

/** `apigw explain`: works without AWS where a text alone says enough. */
export async function run(session: Session<ExplainTable>): Promise<number> {
  const { given } = session;
  orUsageError(session.problems);
  const fault = given.query === undefined ? undefined : await queryFault(given.query);
  if (fault !== undefined)
    throw new UsageError([problem("query", `does not parse: ${fault}`, "see jmespath.org")]);
  const explained = await explain(session);
  const { stdout } = await session.colours();
  await printResult(session as unknown as Session, given, explained, printExplained(explained, stdout));
  return explained.what === "unknown" ? EXIT.notFound : EXIT.done;
}

async function explain(session: Session<ExplainTable>): Promise<Explained> {
  const { given, operands, world } = session;
  const words = operands.join(" ").trim();
  const said = [words !== "", given.executionLog !== undefined, given.function !== undefined].filter(Boolean);
  if (said.length !== 1)
    throw new UsageError([
      said.length === 0
        ? ofKind(
            "missing",
            problem(
              undefined,
              "There is nothing to explain",
              "give a text behind the command, --log @file or --function name",
            ),
          )
        : problem(undefined, "A text, --log and --function do not go together", "give one of them"),
    ]);
  const connected = () => connectedOrFail(session);
  if (given.function !== undefined) {
    const fn = given.function;
    return within(connected, (one) => explainFunction(fn, given, one));
  }
  const [, verb, address] = /^(?:([A-Za-z]+)\s+)?(https?:\/\/\S+)$/.exec(words) ?? [];
  if (address !== undefined) {
    const url = parseInvokeUrl(address);
    if (!url)
      throw new UsageError([
        problem(
          undefined,
          `${address.slice(0, 200)} is no invoke URL of API Gateway`,
          "of a custom domain name the mapping says which API it is: aws apigateway get-base-path-mappings --domain-name",
        ),
      ]);
    const region = given.region ?? url.region;
    const there = region === undefined ? session : { ...session, given: { ...given, region } };
    return within(
      () => connectedOrFail(there),
      (one) => explainAddress(url, (given.method ?? verb)?.toUpperCase(), one),
    );
  }
  const text =
    given.executionLog === undefined ? { text: words } : await readSource(world, given.executionLog);
  if ("fault" in text)
    throw new UsageError([problem("executionLog", text.fault, "check the path behind the @")]);
  return reaching(session, (reach) => explainText(text.text.slice(0, MOST_CHARACTERS), given, reach));
}

/** Connects where it is asked for, and once: what was read of an API for one call holds for the others of a text. */
async function reaching(
  session: Session<ExplainTable>,
  use: (reach: Reach) => Promise<Explained>,
): Promise<Explained> {
  let opened: ReturnType<Reach> | undefined;
  const open: Reach = async () => {
    try {
      return await connectedOrFail(session);
    } catch (error) {
      if (error instanceof SetupError || error instanceof UsageError) return { why: error.message };
      throw error;
    }
  };
  try {
    return await use(() => {
      opened ??= open();
      return opened;
    });
  } finally {
    const connected = await opened;
    if (connected && !("why" in connected)) connected.destroy();
  }
}

async function within(
  open: () => Promise<Connected>,
  use: (connected: Connected) => Promise<Explained>,
): Promise<Explained> {
  const connected = await open();
  try {
    return await use(connected);
  } finally {
    connected.destroy();
  }
}

async function connectedOrFail(session: Session<ExplainTable>): Promise<Connected> {
  const named = await regionOf(session.given, session.world);
  if (named === undefined) throw new UsageError([missingRegion]);
  if (named.problem) throw new UsageError([named.problem]);
  return connect(session as unknown as Session, named.region);
}
