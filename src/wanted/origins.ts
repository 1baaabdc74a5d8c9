/** A header holds one origin: of several the one that asks is named, by a template that runs before the answer leaves. */

const BEGIN = "#*apigw: the origin that asks, where it is one of these*#";
const END = "#*apigw: end*#";

/** What names the caller's origin, in one line: it leaves nothing in the body. */
export const originSnippet = (origins: readonly string[]): string =>
  [
    BEGIN,
    '#set($origin = $input.params().header.get("Origin"))',
    '#if($origin == "")#set($origin = $input.params().header.get("origin"))#end',
    `#if(${origins.map((one) => `$origin == "${one}"`).join(" || ")})`,
    "#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)",
    "#end",
    END,
  ].join("");

const PASSES_ON = "$input.body";

/** A template with the snippet in front; without one, that passes the body on. */
export const withOrigins = (template: string | undefined, origins: readonly string[]): string =>
  `${originSnippet(origins)}${template ?? PASSES_ON}`;

/** A template without the snippet; undefined where it is there for the snippet alone. */
export function withoutOrigins(template: string): string | undefined {
  const [begin, end] = [template.indexOf(BEGIN), template.indexOf(END)];
  if (begin < 0 || end < begin) return template;
  const rest = template.slice(0, begin) + template.slice(end + END.length);
  return rest === PASSES_ON || rest === "" ? undefined : rest;
}

/** Whether somebody else's lines choose the origin: a header can be overridden once only, else the call fails. */
export const choosesOrigin = (template: string): boolean =>
  /responseOverride\s*\.\s*header\s*[.[]\s*["']?Access-Control-Allow-Origin/i.test(
    withoutOrigins(template) ?? "",
  );
