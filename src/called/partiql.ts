import type { CalledPlace, Need, NeededGrant } from "./grant.ts";
import { resourcesIn } from "./statements.ts";
import type { Values } from "./values.ts";

const ACTIONS = ["Select", "Insert", "Update", "Delete"] as const;
type Verb = (typeof ACTIONS)[number];

/** What one PartiQL statement acts on; the names as they stand in it, with `*` where something is not known. */
interface Statement {
  readonly verb: Verb;
  readonly table: string;
  readonly index?: string | undefined;
}

const OPERATIONS: ReadonlySet<string> = new Set([
  "ExecuteStatement",
  "BatchExecuteStatement",
  "ExecuteTransaction",
]);

/** Whether an operation of DynamoDB says in a statement what it does, and to which table. */
export const speaksPartiQl = (service: string, operation: string | undefined): boolean =>
  service === "dynamodb" && OPERATIONS.has(operation ?? "");

// "table" and "table"."index", or the same without quotes.
const NAME = String.raw`("(?:[^"]|"")+"|[\w.*-]+?)(?:\s*\.\s*("(?:[^"]|"")+"|[\w*-]+))?(?=[\s;({]|$)`;
const FORMS: Readonly<Record<Verb, RegExp>> = {
  Select: new RegExp(String.raw`^SELECT\b[\s\S]*?\bFROM\s+${NAME}`, "i"),
  Insert: new RegExp(String.raw`^INSERT\s+INTO\s+${NAME}`, "i"),
  Update: new RegExp(String.raw`^UPDATE\s+${NAME}`, "i"),
  Delete: new RegExp(String.raw`^DELETE\s+FROM\s+${NAME}`, "i"),
};

const bare = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;

/** What a statement does; undefined where that is not known: it is the caller's, or of a form that is not read here. */
export function readStatement(text: string): Statement | undefined {
  for (const verb of ACTIONS) {
    const [, table, index] = FORMS[verb].exec(text.trim()) ?? [];
    if (table !== undefined)
      return { verb, table: bare(table), ...(index === undefined ? {} : { index: bare(index) }) };
  }
  return undefined;
}

/**
 * What statements need to be allowed: DynamoDB's guide, "IAM security policies with PartiQL for DynamoDB". What is not
 * known of them is named, and not asked for by guess.
 */
export function grantOfStatements(all: readonly Values[], place: CalledPlace): NeededGrant {
  const { partition, region, account } = place;
  const needs: Need[] = [];
  const because = new Set<string>();
  let unread = false;
  for (const values of all) {
    const statements = (values.get("statement") ?? []).map(readStatement);
    if (statements.length === 0 || statements.includes(undefined)) unread = true;
    for (const one of statements) {
      if (!one) continue;
      const { verb, table, index } = one;
      const own = table.startsWith("arn:")
        ? table
        : `arn:${partition}:dynamodb:${region}:${account}:table/${table}`;
      const arn = index === undefined ? own : `${own}/index/${index}`;
      if (arn.includes("*"))
        because.add(`dynamodb:PartiQL${verb} on ${arn}, because which it is, is chosen by the call`);
      needs.push({ action: `dynamodb:PartiQL${verb}`, resources: [arn] });
    }
  }
  // A role that is made for it may do all that such a statement may say.
  const any = `arn:${partition}:dynamodb:${region}:${account}:table/*`;
  if (unread) because.add(`dynamodb:PartiQL… on ${any}, because the statement is chosen by the call`);
  const granted = unread
    ? ACTIONS.map((verb) => `dynamodb:PartiQL${verb}`)
    : needs.map(({ action }) => action);
  return {
    actions: [...new Set(granted)],
    ...resourcesIn([
      ...needs.flatMap(({ action, resources }) => resources.map((one) => [action, one] as const)),
      ...(unread ? granted.map((action) => [action, any] as const) : []),
    ]),
    because: [...because],
    needs,
    ...(unread
      ? { unknown: "what the statement says, and about which table, is not known before the call" }
      : {}),
  };
}
