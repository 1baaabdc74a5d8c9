import { apiFacts, besideAmong, methodFacts } from "../../account/check-facts.ts";
import { locateApi, locateStage } from "../../account/locate.ts";
import { configuredResources, type StageStatus, stageStatuses } from "../../account/stage-status.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import { EXIT, UsageError } from "../../cli/exit.ts";
import { type Look, runLook } from "../../cli/look.ts";
import { rowLine } from "../../cli/text-output.ts";
import { checkMethod } from "../../gateway/checks/check.ts";
import type { Finding } from "../../gateway/checks/finding.ts";
import { escaped, plain } from "../../gateway/messages/plain.ts";
import type { Configured } from "../../gateway/stage/configured.ts";
import type { ApiEntry } from "../../ports.ts";
import type { Known } from "../../settings/known.ts";
import type { Given } from "../../settings/setting.ts";
import { drawingFor } from "../../terminal/drawing.ts";
import { callsFunction, dependsOnStage, isAskedFor } from "./filter.ts";
import { liveIn, type Row, rowOf } from "./row.ts";
import type { ListMethodsTable } from "./settings.ts";
import { printTable, printTree } from "./show.ts";

type Mine = Known & Partial<Given<ListMethodsTable>>;

/** What was listed. */
export interface Listed {
  readonly api: ApiEntry;
  readonly rows: readonly Row[];
  /** How many there are, those that were not asked for among them. */
  readonly all: number;
  /** All resources, where all methods are listed. */
  readonly paths: readonly string[];
  /** Methods that stages serve and that are configured no more: `DELETE /pets`, and where. */
  readonly gone: readonly { readonly at: string; readonly stages: readonly string[] }[];
  readonly stages: readonly string[];
  readonly notes: readonly string[];
}

/** `apigw list-methods`. */
export const run = (session: Session<ListMethodsTable>): Promise<number> =>
  runLook(session, listLook(session as unknown as Session));

const listLook = (session: Session): Look<Mine, Listed> => ({
  read: list,
  shown: ({ api, rows, gone }, { stages }) => ({
    schemaVersion: 1,
    api: { id: api.id, name: api.name },
    methods: rows,
    ...(stages ? { onlyInStages: gone } : {}),
  }),
  print({ rows }, { output, query }) {
    if (query !== undefined) return undefined;
    if (output === "ndjson") return rows.map((row) => escaped(JSON.stringify(row))).join("\n");
    if (output === "text") return rows.map((row) => rowLine(Object.values(row))).join("\n");
    return undefined;
  },
  view(listed, given, paint) {
    const { stdout } = session.world;
    const width = stdout.columns;
    if (given.output === "table") return printTable(listed, paint, width);
    return printTree(listed, {
      paint,
      width,
      drawing: drawingFor(stdout, session.world, given.accessible),
    });
  },
  end({ notes, gone, rows, all }, given, paint) {
    for (const note of notes) session.say(`${paint.caution("Note:")} ${note}`);
    if (given.stages)
      for (const { at, stages } of gone)
        session.say(
          `${paint.caution("Note:")} ${at} is configured no more, and still served by ${stages.join(", ")}.`,
        );
    if (rows.length === 0 && all > 0) session.say(`None of the ${all} methods is like that.`);
    return EXIT.done;
  },
});

async function list(given: Mine, connected: Connected): Promise<Listed> {
  const { aws, reading, says } = connected;
  const api = await locateApi(reading, given.api ?? "");
  if ("problem" in api) throw new UsageError([api.problem]);
  says(`Reading the methods of ${plain(api.name)}`);
  const resources = configuredResources({ aws, reading }, api);
  const methods = resources.then((one) => one.methods);
  const [{ paths, methods: all }, stages] = await Promise.all([
    resources,
    stagesAskedFor(given, connected, api, methods),
  ]);
  const notes: string[] = [];
  const asked = await ofFunction(
    all.filter((one) => isAskedFor(one, given, aws.region)),
    given,
    connected,
    api,
    notes,
  );
  const notLive = stages.find(({ stage }) => stage.name === given.notLive);
  const shown = notLive ? asked.filter((one) => liveIn(notLive, atOf(one)) !== "live") : asked;
  if (given.findings) says(`Checking the methods of ${plain(api.name)}`);
  const findings = given.findings ? await findingsOf(shown, all, connected, api) : undefined;
  return {
    api,
    rows: [...shown].sort(byPath).map((one) => ({
      ...rowOf(one, aws.region),
      ...(findings ? { findings: findings.get(one) ?? [] } : {}),
      ...(given.stages || notLive
        ? {
            stages: Object.fromEntries(
              stages.map((status) => [status.stage.name, liveIn(status, atOf(one))]),
            ),
          }
        : {}),
    })),
    all: all.length,
    paths: shown.length === all.length ? paths : [],
    gone: goneFrom(stages),
    stages: stages.map(({ stage }) => stage.name),
    notes,
  };
}

/** The stages that a filter or a column asks for; no other is read. */
async function stagesAskedFor(
  { stages, notLive }: Mine,
  { aws, reading }: Connected,
  api: ApiEntry,
  methods: Promise<readonly Configured[]>,
): Promise<readonly StageStatus[]> {
  if (!stages && notLive === undefined) return [];
  if (notLive !== undefined) {
    const located = await locateStage(reading, api, notLive, {
      setting: "notLive",
      otherwise: "give one that it has",
    });
    if ("problem" in located) throw new UsageError([{ ...located.problem, notFound: true }]);
  }
  return stageStatuses({ aws, reading }, api, {
    methods,
    methodsOnly: true,
    ...(stages || notLive === undefined ? {} : { only: [notLive] }),
  });
}

const atOf = ({ httpMethod, path }: { readonly httpMethod: string; readonly path: string }): string =>
  `${httpMethod} ${path}`;

/** Those that call the function that was asked for. */
async function ofFunction(
  methods: readonly Configured[],
  given: Mine,
  { reading }: Connected,
  api: ApiEntry,
  notes: string[],
): Promise<readonly Configured[]> {
  const wanted = given.function;
  if (wanted === undefined) return methods;
  const stages = methods.some(dependsOnStage) ? await reading.stages(api.id) : [];
  return methods.filter((one) => {
    const calls = callsFunction(one, wanted, stages);
    if (typeof calls === "object")
      notes.push(`${plain(atOf(one))} calls it in ${calls.map(plain).join(", ")}, by the stage's variables.`);
    return calls !== false;
  });
}

/** What check-method finds, method by method. */
async function findingsOf(
  methods: readonly Configured[],
  all: readonly Configured[],
  { aws, reading }: Connected,
  api: ApiEntry,
): Promise<ReadonlyMap<Configured, readonly Finding[]>> {
  const around = await apiFacts(
    aws,
    reading,
    api,
    methods.map(({ document }) => document),
  );
  const beside = besideAmong(all.map((one) => ({ at: one, document: one.document })));
  const found = new Map<Configured, readonly Finding[]>();
  for (const one of methods) {
    const { document, path, httpMethod } = one;
    const facts = await methodFacts(around, { restApiId: api.id, path, httpMethod }, document, beside(one));
    found.set(one, checkMethod(document, facts, new Set()));
  }
  return found;
}

function goneFrom(stages: readonly StageStatus[]): Listed["gone"] {
  const gone = new Map<string, string[]>();
  for (const { stage, changes } of stages)
    for (const { kind, at, change } of changes)
      if (kind === "method" && change === "removed") gone.set(at, [...(gone.get(at) ?? []), stage.name]);
  return [...gone].map(([at, names]) => ({ at, stages: names }));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byPath = (a: Configured, b: Configured): number =>
  order(a.path, b.path) || order(a.httpMethod, b.httpMethod);
