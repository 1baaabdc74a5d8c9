import { apiFacts, methodFacts } from "../../account/check-facts.ts";
import { locateApi, locateResource } from "../../account/locate.ts";
import { observeMethod, validatorsOf } from "../../account/observe.ts";
import { askSettings } from "../../cli/ask.ts";
import type { Session } from "../../cli/command.ts";
import { type Connected, connect } from "../../cli/connect.ts";
import { EXIT, UsageError } from "../../cli/exit.ts";
import { settle } from "../../cli/given.ts";
import { printResult } from "../../cli/output.ts";
import { checkMethod } from "../../gateway/checks/check.ts";
import { type Address, type MethodDocument, printAddress } from "../../gateway/document/method.ts";
import { readDocument } from "../../gateway/document/read-method.ts";
import type { Known } from "../../settings/known.ts";
import { problem } from "../../settings/problem.ts";
import { VERSION } from "../../version.ts";
import { type Checked, printFindings, sarif } from "./show.ts";

/** `apigw check-method`: what is wrong with methods that exist; leaves with 1 where anything is. */
export async function run(session: Session): Promise<number> {
  const { known: given, region, open, prompter } = await settle(session);
  const connected = await connect(session, region);
  try {
    const asking = {
      table: session.command.settings,
      prompter,
      reading: connected.reading,
      note: session.warn,
    };
    const known =
      open && prompter
        ? await askSettings({ ...asking, prompter }, given, ["Resource", "Method details"])
        : given;
    return await check(session, connected, known);
  } finally {
    connected.destroy();
  }
}

async function check(session: Session, connected: Connected, known: Known): Promise<number> {
  const { aws, reading } = connected;
  const api = await locateApi(reading, known.api ?? "");
  if ("problem" in api) throw new UsageError([api.problem]);
  const methods = known.all ? await allMethods(connected, api) : await namedMethod(connected, api, known);
  const around = await apiFacts(
    aws,
    reading,
    api,
    methods.map(({ document }) => document),
  );
  const skip = new Set(known.skipCheck ?? []);
  const all: Checked[] = [];
  for (const { at, document } of methods)
    all.push({
      at: printAddress(at),
      findings: checkMethod(document, await methodFacts(around, at, document), skip),
    });
  const found = all.flatMap(({ at, findings }) => findings.map((finding) => ({ at, ...finding })));
  if (known.output === "sarif") session.print(JSON.stringify(sarif(all, api, VERSION), null, 2));
  else
    await printResult(
      session,
      known,
      { schemaVersion: 1, api: { id: api.id, name: api.name }, checked: all.length, findings: found },
      printFindings(all, (await session.colours()).stdout),
    );
  return found.some(({ level }) => level !== "unchecked") ? EXIT.refused : EXIT.done;
}

type Api = { readonly id: string; readonly name: string };
type Observed = { readonly at: Address; readonly document: MethodDocument };

/** Every method of an API, by one call a page: asking for each would meet AWS's limit of ten a second. */
async function allMethods({ aws, reading }: Connected, api: Api): Promise<readonly Observed[]> {
  const requestValidators = await validatorsOf(reading, api.id)();
  const found: Observed[] = [];
  let position: string | undefined;
  do {
    const page = await aws.send("apigateway:GetResources", {
      restApiId: api.id,
      embed: ["methods"],
      limit: 500,
      position,
    });
    for (const { id: resourceId = "", path = "/", resourceMethods } of page.items ?? [])
      for (const [httpMethod, method] of Object.entries(resourceMethods ?? {}))
        found.push({
          at: { restApiId: api.id, path, httpMethod },
          document: readDocument(method, { resourceId, requestValidators }),
        });
    position = page.position;
  } while (position);
  return found
    .sort((a, b) => (printAddress(a.at) < printAddress(b.at) ? -1 : 1))
    .sort((a, b) => (a.at.path < b.at.path ? -1 : a.at.path > b.at.path ? 1 : 0));
}

async function namedMethod(
  { aws, reading }: Connected,
  api: Api,
  known: Known,
): Promise<readonly Observed[]> {
  const place = await locateResource(reading, api, known.resource ?? "");
  if ("problem" in place) throw new UsageError([place.problem]);
  const { resource } = place;
  if (!resource)
    throw new UsageError([
      problem("--resource", `${api.name} has no resource ${place.path}`, "give one that it has, or --all"),
    ]);
  const at = { restApiId: api.id, path: resource.path, httpMethod: known.method ?? "" };
  const document = await observeMethod(
    aws,
    { ...at, resourceId: resource.id },
    validatorsOf(reading, api.id),
  );
  if (!document)
    throw new UsageError([
      problem(
        "--method",
        `${resource.path} has no method ${known.method}`,
        `it has ${resource.methods.join(", ") || "none"}`,
      ),
    ]);
  return [{ at, document }];
}
