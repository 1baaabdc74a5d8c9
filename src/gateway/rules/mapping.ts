/** The grammar of API Gateway's parameter mapping expressions, sources and destinations alike. */

export type Location =
  | "path"
  | "querystring"
  | "multivaluequerystring"
  | "header"
  | "multivalueheader"
  | "body";

export type Mapping =
  | { readonly root: "static"; readonly value: string }
  | { readonly root: "stageVariables"; readonly name: string }
  | { readonly root: "context"; readonly name: string }
  | {
      readonly root:
        | "method.request"
        | "integration.request"
        | "integration.response"
        | "method.response"
        | "gatewayresponse";
      readonly location: Location;
      /** The parameter's name; for `body` the JSON path, empty for the whole body. */
      readonly name: string;
    };

/** Where an expression stops making sense, counted from 0, and what was expected there. */
export interface MappingFault {
  readonly fault: true;
  readonly position: number;
  readonly expected: string;
}

export const isMappingFault = (parsed: Mapping | MappingFault): parsed is MappingFault => "fault" in parsed;

const LOCATIONS: Readonly<Record<string, readonly Location[]>> = {
  "method.request": ["path", "querystring", "multivaluequerystring", "header", "multivalueheader", "body"],
  "integration.request": ["path", "querystring", "header"],
  "integration.response": ["header", "multivalueheader", "body"],
  "method.response": ["header"],
  gatewayresponse: ["header"],
};

const NAME = /^[a-zA-Z0-9._$-]+/;

/** Reads an expression such as `method.request.path.petId`, `context.requestId` or `'static text'`. */
export function parseMapping(expression: string): Mapping | MappingFault {
  if (expression.startsWith("'")) return parseStatic(expression);
  for (const root of ["stageVariables", "context"] as const) {
    if (expression.startsWith(`${root}.`)) {
      const name = parseName(expression, root.length + 1);
      return typeof name === "string" ? { root, name } : name;
    }
  }
  for (const [root, locations] of Object.entries(LOCATIONS)) {
    if (expression.startsWith(`${root}.`)) return parseLocated(expression, root, locations);
  }
  const roots = "method.request., integration.response., stageVariables., context. or a 'quoted text'";
  return { fault: true, position: 0, expected: roots };
}

type Rooted = Extract<Mapping, { location: Location }>["root"];

function parseLocated(
  expression: string,
  root: string,
  locations: readonly Location[],
): Mapping | MappingFault {
  const start = root.length + 1;
  const dot = expression.indexOf(".", start);
  const word = dot < 0 ? expression.slice(start) : expression.slice(start, dot);
  const location = locations.find((known) => known === word);
  if (!location) return { fault: true, position: start, expected: locations.join(", ") };
  if (location === "body") return parseBody(expression, root as Rooted, start + word.length);
  const name = parseName(expression, dot < 0 ? expression.length : dot + 1);
  return typeof name === "string" ? { root: root as Rooted, location, name } : name;
}

/** After `body` stands nothing, or a dot and a JSON path. */
function parseBody(expression: string, root: Rooted, end: number): Mapping | MappingFault {
  if (end === expression.length) return { root, location: "body", name: "" };
  const path = expression.slice(end + 1);
  if (path === "") return { fault: true, position: end + 1, expected: "a JSON path" };
  return { root, location: "body", name: path };
}

function parseName(expression: string, start: number): string | MappingFault {
  const rest = expression.slice(start);
  const name = NAME.exec(rest)?.[0] ?? "";
  if (name !== "" && name.length === rest.length) return name;
  return { fault: true, position: start + name.length, expected: "letters, digits, or . _ $ -" };
}

function parseStatic(expression: string): Mapping | MappingFault {
  if (expression.length >= 2 && expression.endsWith("'"))
    return { root: "static", value: expression.slice(1, -1) };
  return { fault: true, position: expression.length, expected: "a closing quote '" };
}

/** The declared parameter an expression reads: the multi-value forms read the plain one. */
export function declaredKey(mapping: Mapping): string | undefined {
  if (!("location" in mapping) || mapping.location === "body") return undefined;
  return `${mapping.root}.${mapping.location.replace("multivalue", "")}.${mapping.name}`;
}

/** Recorded: API Gateway wraps all faults of parameter mappings in this sentence. */
export const mappingMessage = (errors: readonly string[]): string =>
  `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${errors.join(", ")}]`;

export const invalidExpression = (expression: string): string =>
  `Invalid mapping expression specified: ${expression}`;
export const invalidParameter = (expression: string): string =>
  `Invalid mapping expression parameter specified: ${expression}`;
