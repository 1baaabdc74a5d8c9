import type { Account } from "../../account/account.ts";
import { apiFacts, type Beside, besideAmong, methodFacts } from "../../account/check-facts.ts";
import { locateApi, locateResource } from "../../account/locate.ts";
import { observeMethod, observeMethods } from "../../account/observe.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import { EXIT, UsageError } from "../../cli/exit.ts";
import { type Look, runLook } from "../../cli/look.ts";
import { readSource } from "../../cli/read-input.ts";
import { checkMethod } from "../../gateway/checks/check.ts";
import type { Finding } from "../../gateway/checks/finding.ts";
import { type Ignored, ignoredBy, readIgnoreFile } from "../../gateway/checks/ignored.ts";
import type { PAGES } from "../../gateway/checks/pages/index.ts";
import { type Address, type MethodDocument, printAddress } from "../../gateway/document/method.ts";
import type { Aws } from "../../ports.ts";
import type { Known } from "../../settings/known.ts";
import { notFound, problem } from "../../settings/problem.ts";
import type { Given } from "../../settings/setting.ts";
import { VERSION } from "../../version.ts";
import type { CheckMethodTable } from "./settings.ts";
import { type Checked, printFindings, sarif } from "./show.ts";

type Mine = Given<CheckMethodTable>;

interface Result {
  readonly schemaVersion: 1;
  readonly api: { readonly id: string; readonly name: string };
  readonly checked: number;
  readonly findings: readonly ({ readonly at: string } & Finding)[];
  /** What the ignore file keeps from being reported, with its reasons. */
  readonly ignored: readonly ({ readonly at: string; readonly reason: string } & Finding)[];
}

/** What was checked, method by method: the result's findings are the same in one list. */
interface Checks extends Result {
  readonly methods: readonly Checked[];
  /** What the documentation says of the rules, where it is to be printed. */
  readonly pages: typeof PAGES | undefined;
}

const lookOf = (session: Session<CheckMethodTable>): Look<Known & Partial<Mine>, Checks> => ({
  read: (given, connected) => check(given, connected, session),
  shown: ({ methods: _, pages: __, ...result }) => result,
  view: ({ methods }, _, paint) => printFindings(methods, paint),
  print: ({ methods, api, pages }) =>
    pages === undefined ? undefined : JSON.stringify(sarif(methods, api, VERSION, pages), null, 2),
  end: ({ findings }, { failOn = "warning" }) =>
    findings.some(({ level }) => LEVELS.indexOf(level) <= LEVELS.indexOf(failOn as Finding["level"]))
      ? EXIT.refused
      : EXIT.done,
});

/** From the worst on; "never" is none of them. */
const LEVELS: readonly Finding["level"][] = ["error", "warning", "note", "unchecked"];

/** `apigw check-method`: what is wrong with methods that exist; exits with 1 where anything is. */
export const run = (session: Session<CheckMethodTable>): Promise<number> => runLook(session, lookOf(session));

async function check(
  given: Known & Partial<Mine>,
  { aws, reading }: Connected,
  session: Session<CheckMethodTable>,
): Promise<Checks> {
  const ignored = await ignoredIn(given, session);
  const { api: name = "" } = given;
  const api = await locateApi(reading, name);
  if ("problem" in api) throw new UsageError([api.problem]);
  const methods = given.all ? await allMethods(aws, api) : await namedMethod({ aws, reading }, api, given);
  const around = await apiFacts(
    aws,
    reading,
    api,
    methods.map(({ document }) => document),
  );
  const skip = new Set(given.skipCheck);
  const beside = given.all ? besideAmong(methods) : await besideOne(reading, api.id);
  const all: Checked[] = [];
  const used = new Set<Ignored>();
  for (const { at, document } of methods) {
    const where = printAddress(at);
    const found = checkMethod(document, await methodFacts(around, at, document, beside(at)), skip).filter(
      ({ rule }) => (given.rule ? given.rule.includes(rule) : true) && !given.ignore?.includes(rule),
    );
    const by = found.map((finding) => ({ finding, line: ignoredBy(ignored, where, finding) }));
    for (const { line } of by) if (line) used.add(line);
    all.push({
      at: where,
      findings: by.flatMap(({ finding, line }) => (line ? [] : [finding])),
      ignored: by.flatMap(({ finding, line }) => (line ? [{ ...finding, reason: line.reason }] : [])),
    });
  }
  // Of one method or one rule alone, what was not found says nothing of a line.
  if (given.all && !given.rule)
    for (const one of ignored)
      if (!used.has(one))
        session.warn(
          `Note: line ${one.line} of ${given.ignoreFile} ignores ${one.rule}, which is not found${one.at === undefined ? "" : ` in ${one.at}`} any more.`,
        );
  return {
    schemaVersion: 1,
    api: { id: api.id, name: api.name },
    checked: all.length,
    findings: all.flatMap(({ at, findings }) => findings.map((finding) => ({ at, ...finding }))),
    ignored: all.flatMap(({ at, ignored }) => ignored.map((finding) => ({ at, ...finding }))),
    methods: all,
    pages: given.output === "sarif" ? (await import("../../gateway/checks/pages/index.ts")).PAGES : undefined,
  };
}

/** The lines of the ignore file. */
async function ignoredIn(
  { ignoreFile }: Partial<Mine>,
  { world }: Session<CheckMethodTable>,
): Promise<readonly Ignored[]> {
  if (ignoreFile === undefined) return [];
  const read = await readSource(world, { file: ignoreFile });
  if ("fault" in read) throw new UsageError([problem("ignoreFile", read.fault, "give a file that is there")]);
  const { all, faults } = readIgnoreFile(read.text);
  if (faults.length > 0)
    throw new UsageError(
      faults.map((fault) =>
        problem("ignoreFile", `${ignoreFile}, ${fault}`, "write RULE, maybe GET /path, and # the reason"),
      ),
    );
  return all;
}

/** Of one method alone: the other methods of its resource, which were listed to find it. */
async function besideOne(reading: Account["reading"], apiId: string): Promise<(at: Address) => Beside> {
  const resources = await reading.resources(apiId);
  return ({ path, httpMethod }) => ({
    httpMethod,
    verbs: resources.find((one) => one.path === path)?.methods ?? [],
    siblings: undefined,
  });
}

type Api = { readonly id: string; readonly name: string };
type Observed = { readonly at: Address; readonly document: MethodDocument };

async function allMethods(aws: Aws, api: Api): Promise<readonly Observed[]> {
  const found = (await observeMethods(aws, api.id)).flatMap(({ path, methods }) =>
    [...methods].map(([httpMethod, document]) => ({ at: { restApiId: api.id, path, httpMethod }, document })),
  );
  return found
    .sort((a, b) => (printAddress(a.at) < printAddress(b.at) ? -1 : 1))
    .sort((a, b) => (a.at.path < b.at.path ? -1 : a.at.path > b.at.path ? 1 : 0));
}

async function namedMethod(
  { aws, reading }: Account,
  api: Api,
  { resource: named = "", method }: Known,
): Promise<readonly Observed[]> {
  const place = await locateResource(reading, api, named);
  if ("problem" in place) throw new UsageError([place.problem]);
  const { resource } = place;
  if (!resource)
    throw new UsageError([
      notFound("resource", `${api.name} has no resource ${place.path}`, "give one that it has, or --all"),
    ]);
  const httpMethod: string = method ?? "";
  const at = { restApiId: api.id, path: resource.path, httpMethod };
  const document = await observeMethod(aws, { ...at, resourceId: resource.id });
  if (!document)
    throw new UsageError([
      notFound(
        "method",
        `${resource.path} has no method ${httpMethod}`,
        `it has ${resource.methods.join(", ") || "none"}`,
      ),
    ]);
  return [{ at, document }];
}
