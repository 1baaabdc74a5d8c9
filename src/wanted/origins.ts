import type { IntegrationResponse, MethodDocument } from "../gateway/document/method.ts";

/** A header holds one origin: of several the one that asks is named, by a template that runs before the answer leaves. */

const BEGIN = "#*apigw: the origin that asks, where it is one of these*#";
const END = "#*apigw: end*#";

/** Behind it stands nothing but what passes the body on: the template is there for the choice alone. */
const END_OF_OWN = "#*apigw: end, and the body as it is*#";

/** What names the caller's origin, in one line: it leaves nothing in the body. */
const snippet = (origins: readonly string[], end: string): string =>
  [
    BEGIN,
    '#set($origin = $input.params().header.get("Origin"))',
    '#if($origin == "")#set($origin = $input.params().header.get("origin"))#end',
    `#if(${origins.map((one) => `$origin == "${one}"`).join(" || ")})`,
    "#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)",
    "#end",
    end,
  ].join("");

/** Of an answer without a body it is `{}`, as of a request: for answers unverified. */
const PASSES_ON = "$input.body";

/** A template that is there for the choice alone: it passes the body on, where there is one. */
export const ownTemplate = (origins: readonly string[], hasBody: boolean): string =>
  `${snippet(origins, END_OF_OWN)}${hasBody ? PASSES_ON : ""}`;

/** A template that makes the choice before all else. */
export const withOrigins = (template: string, origins: readonly string[]): string =>
  `${snippet(origins, END)}${template}`;

/** A template without the choice; undefined where it is there for the choice alone. */
export function withoutOrigins(template: string): string | undefined {
  if (!template.startsWith(BEGIN)) return template;
  const own = template.indexOf(END_OF_OWN);
  const rest = own < 0 ? undefined : template.slice(own + END_OF_OWN.length);
  // Somebody may have written on behind it.
  if (rest !== undefined) return rest === PASSES_ON || rest === "" ? undefined : rest;
  const end = template.indexOf(END);
  return end < 0 ? template : template.slice(end + END.length);
}

/** Whether somebody else's lines choose the origin: a header can be overridden once only, else the call fails. */
const choosesOrigin = (template: string): boolean =>
  /responseOverride\s*\.\s*header\s*[.[]\s*["']?Access-Control-Allow-Origin/i.test(
    withoutOrigins(template) ?? "",
  );

/** What an answer must not hold for several origins, and why. */
export interface Refused {
  readonly status: string;
  readonly why: string;
  /** The API's binary media types that keep the template from running. */
  readonly binary?: readonly string[];
}

/** Why an answer cannot run the template that chooses among several origins. */
export function whyNoChoice(
  { integration }: MethodDocument,
  { contentHandling, responseTemplates }: IntegrationResponse,
  binary: readonly string[],
): Omit<Refused, "status"> | undefined {
  if (Object.values(responseTemplates).some(choosesOrigin))
    return { why: "its template chooses the origin itself, and a header can be overridden only once" };
  if (contentHandling === "CONVERT_TO_TEXT") return undefined;
  if (contentHandling === "CONVERT_TO_BINARY")
    return { why: "it is converted to binary, and a template cannot read bytes" };
  const lambda = /:lambda:path\//.test(integration?.uri ?? "");
  const bytes =
    lambda || integration?.type === "MOCK"
      ? binary.filter((one) => /^(?:\*|application)\/(?:\*|json)$/.test(one))
      : binary;
  return bytes.length === 0
    ? undefined
    : {
        why: `the API has the binary media types ${bytes.join(", ")}, and a template cannot read bytes`,
        binary: bytes,
      };
}
