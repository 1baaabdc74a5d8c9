import type { ExportedApi, ExportedMethod, Written } from "../../export/api.ts";
import { oneLine } from "../../export/writing.ts";
import type { MethodDocument } from "../../gateway/document/method.ts";
import { quote } from "../../gateway/messages/shell-words.ts";
import { segmentsOf } from "../../gateway/names/path.ts";
import { flagsFor } from "../../settings/command-line.ts";
import type { Known } from "../../settings/known.ts";
import { todayOf } from "../../wanted/today.ts";
import { settings } from "../create-method/settings.ts";

/** The lines of this tool that make the methods, in an API that is named as this one was. */
export function apigwLines(api: ExportedApi, named: string): Written {
  const notes = [...api.unread];
  const lines: string[] = [];
  if (api.whole) {
    if (api.gatewayResponses.length > 0)
      notes.push(
        `the gateway responses ${api.gatewayResponses.map(({ responseType }) => responseType).join(", ")} are not made by these lines`,
      );
    const own = api.models.map((one) => one.name ?? "").filter((one) => one !== "Empty" && one !== "Error");
    if (own.length > 0) notes.push(`the models ${own.join(", ")} must be there`);
  }
  for (const { path, methods } of api.resources)
    for (const one of methods) {
      const at = `${one.httpMethod} ${path}`;
      if (!one.method.integration) {
        notes.push(`${at} has no integration: there is no line that makes it`);
        continue;
      }
      const { given, unsaid } = settingsOf(api, path, one);
      notes.push(...unsaid.map((what) => `${at}: ${what}`));
      lines.push(
        [
          "apigw create-method",
          ...flagsFor(settings, { api: named, region: api.region, ...given }).map(quote),
        ].join(" "),
      );
    }
  return {
    text: [...notes.map((note) => `# Note: ${oneLine(note)}`), ...lines, ""].join("\n"),
    notes,
  };
}

function settingsOf(
  api: ExportedApi,
  path: string,
  { httpMethod, method }: ExportedMethod,
): { given: Known; unsaid: readonly string[] } {
  const { cacheNamespace, ...today } = todayOf(method, api.region, api.validators);
  const authorizer = api.authorizers.find(({ id }) => id === today.authorizer)?.name;
  const namespace = api.resources.find(({ id }) => id === cacheNamespace);
  return {
    given: {
      resource: path,
      ...(segmentsOf(path).length === 0 ? {} : { createResource: true }),
      method: httpMethod as Known["method"],
      ...today,
      ...(authorizer === undefined ? {} : { authorizer }),
      ...(cacheNamespace === undefined || namespace ? {} : { cacheNamespace }),
    },
    unsaid: [
      ...(namespace
        ? [`the cache namespace is the resource ${namespace.path}, whose id another API does not have`]
        : []),
      ...unsaidOf(method, today),
    ],
  };
}

/** What no flag of create-method says. */
function unsaidOf(method: MethodDocument, today: Known): readonly string[] {
  const { integration, responses, integrationResponses, request } = method;
  const proxy = integration?.type === "AWS_PROXY" || integration?.type === "HTTP_PROXY";
  const alone = Object.keys(responses).filter(
    (status) => !proxy && integrationResponses[status] === undefined,
  );
  const texts = [
    ...Object.values(integration?.requestTemplates ?? {}),
    ...Object.values(integrationResponses).flatMap(({ responseTemplates }) =>
      Object.values(responseTemplates),
    ),
  ];
  return [
    ...alone.map((status) => `the response ${status}, which no answer of the backend becomes`),
    ...(texts.some((text) => text === "-" || text.startsWith("@"))
      ? ["a template that starts with @ or is a single -, which a flag would read from elsewhere"]
      : []),
    ...(request.requestValidator !== undefined && today.requestValidator === undefined
      ? ["its request validator, which could not be read"]
      : []),
  ];
}
