import { ifAllowed } from "../../account/allowed.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import { EXIT } from "../../cli/exit.ts";
import { type Look, runLook } from "../../cli/look.ts";
import { rowLine } from "../../cli/text-output.ts";
import { AwsFailure } from "../../gateway/call/failure.ts";
import { escaped } from "../../gateway/messages/plain.ts";
import type { ApiEntry, Reading } from "../../ports.ts";
import type { Known } from "../../settings/known.ts";
import type { Given } from "../../settings/setting.ts";
import { columns, wrapped } from "../../terminal/table.ts";
import type { ListApisTable } from "./settings.ts";

/** An API as it is listed, in this order; null where it may not be read. */
interface Row {
  readonly name: string;
  readonly id: string;
  readonly endpointType: string | null;
  readonly stages: readonly string[] | null;
  readonly methods: number | null;
  readonly created: string | null;
  readonly description: string | null;
}

interface Listed {
  readonly schemaVersion: 1;
  readonly region: string;
  readonly apis: readonly Row[];
}

const listLook = (session: Session): Look<Known & Partial<Given<ListApisTable>>, Listed> => ({
  read: list,
  print({ apis }, { output, query }) {
    if (query !== undefined) return undefined;
    if (output === "ndjson") return apis.map((row) => escaped(JSON.stringify(row))).join("\n");
    if (output === "text") return apis.map((row) => rowLine(Object.values(row))).join("\n");
    return undefined;
  },
  view: ({ apis, region }) =>
    apis.length === 0 ? `There is no REST API in ${region}.` : table(apis, session.world.stdout.columns),
  end: () => EXIT.done,
});

/** `apigw list-apis`. */
export const run = (session: Session<ListApisTable>): Promise<number> =>
  runLook(session, listLook(session as unknown as Session));

/** So many are looked into at once: API Gateway takes few calls a second. */
const AT_ONCE = 4;

async function list(_: Known, { reading, aws, says }: Connected): Promise<Listed> {
  says("Reading the REST APIs");
  const all = [...(await reading.apis())].sort((a, b) => order(a.name, b.name) || order(a.id, b.id));
  const rows: Row[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < all.length; at = next++) {
      says(`Counting the methods of the REST APIs (${at + 1} of ${all.length})`);
      rows[at] = await rowOf(reading, all[at] as ApiEntry);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { schemaVersion: 1, region: aws.region, apis: rows };
}

/** What was read; undefined where it may not be, or where somebody deleted the API meanwhile. */
const ifThere = <T>(reading: Promise<T>): Promise<T | undefined> =>
  ifAllowed(reading).catch((error) => {
    if (error instanceof AwsFailure && error.kind === "missing") return undefined;
    throw error;
  });

async function rowOf(reading: Reading, api: ApiEntry): Promise<Row> {
  const [stages, resources] = await Promise.all([
    ifThere(reading.stages(api.id)),
    ifThere(reading.resources(api.id)),
  ]);
  return {
    name: api.name,
    id: api.id,
    endpointType: api.endpointType ?? null,
    stages: stages?.map(({ name }) => name).sort() ?? null,
    methods: resources?.reduce((count, { methods }) => count + methods.length, 0) ?? null,
    created: api.createdDate ?? null,
    description: api.description ?? null,
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function table(apis: readonly Row[], width: number | undefined): string {
  const listed = columns([
    ["NAME", "ID", "ENDPOINT", "STAGES", "METHODS", "CREATED", "DESCRIPTION"],
    ...apis.map(({ name, id, endpointType, stages, methods, created, description }) => [
      name,
      id,
      endpointType ?? "?",
      stages === null ? "?" : stages.join(", ") || "none",
      methods === null ? "?" : String(methods),
      created?.slice(0, 10) ?? "?",
      description ?? "",
    ]),
  ]);
  return listed
    .split("\n")
    .map((line) => wrapped(line, width, "    "))
    .join("\n");
}
