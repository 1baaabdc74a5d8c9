import type { Account } from "../../account/account.ts";
import { AwsFailure } from "../../gateway/call/failure.ts";
import { corsCode } from "../../gateway/messages/cors-code.ts";
import {
  functionArnOf,
  functionInput,
  parseFunctionName,
  usesStageVariables,
} from "../../gateway/names/uri.ts";
import type { Known } from "../../settings/known.ts";
import type { Backend, OneResource } from "./facts.ts";

/** The backends of the chosen methods that must say it themselves. */
export async function proxiesOf(
  { aws }: Account,
  chosen: readonly OneResource[],
  only: Known["corsMethod"],
): Promise<readonly Backend[]> {
  const found = new Map<string, string[]>();
  for (const { path, methods } of chosen)
    for (const [verb, { integration }] of methods) {
      if (verb === "OPTIONS" || (only && !only.includes(verb as never))) continue;
      if (!/_PROXY$/.test(integration?.type ?? "")) continue;
      const uri = integration?.uri ?? "";
      found.set(uri, [...(found.get(uri) ?? []), `${verb} ${path}`]);
    }
  return Promise.all(
    [...found].map(async ([uri, methods]): Promise<Backend> => {
      const arn = functionArnOf(uri);
      if (arn === undefined) return { methods, uri };
      const name = arn.split(":").slice(6).join(":");
      const runtime = usesStageVariables(arn) ? undefined : await runtimeOf(aws, arn);
      return { methods, uri, function: name, runtime };
    }),
  );
}

/** What may not be read, or is not there, is not needed for more than the language of an example. */
async function runtimeOf(aws: Account["aws"], arn: string): Promise<string | undefined> {
  const parsed = parseFunctionName(arn);
  const region = "fault" in parsed ? undefined : parsed.region;
  try {
    return (await aws.send("lambda:GetFunctionConfiguration", functionInput(arn), { region })).Runtime;
  } catch (error) {
    if (error instanceof AwsFailure) return undefined;
    throw error;
  }
}

/** What each of these backends must send, as code or as headers. */
export const proxyNotes = (backends: readonly Backend[], given: Known): readonly string[] =>
  backends.map(({ methods, function: name, runtime, uri }) => {
    const origins = given.allowOrigin ?? ["*"];
    const credentials = given.allowCredentials === true;
    const who = methods.join(", ");
    if (name === undefined)
      return `${who}: a proxy's answers come from the backend, ${uri}, which must send Access-Control-Allow-Origin: ${origins.length > 1 ? `the caller's origin, where it is one of ${origins.join(", ")}` : origins[0]}${credentials ? ", Access-Control-Allow-Credentials: true" : ""}${origins[0] === "*" ? "" : ", Vary: Origin"}, with its errors too.`;
    const code = corsCode(runtime, { origins, credentials, expose: given.exposeHeaders });
    return `${who}: a proxy's answers come from the function ${name}${runtime === undefined ? "" : ` (${runtime})`}, which must send the headers itself, with its errors too:\n${code.replaceAll(/^/gm, "    ")}`;
  });
