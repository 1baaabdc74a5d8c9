/** The segments of a resource path: `["pets", "{petId}"]` of `/pets/{petId}`; none of `/`. */
export const segmentsOf = (path: string): readonly string[] => path.split("/").filter((part) => part !== "");

/** The path of the parent: `/pets` of `/pets/{petId}`. */
export function parentOf(path: string): string {
  return `/${segmentsOf(path).slice(0, -1).join("/")}`;
}

/** A path with each of its ancestors below the root, outermost first. */
export function withAncestors(path: string): readonly string[] {
  const segments = segmentsOf(path);
  return segments.map((_, i) => `/${segments.slice(0, i + 1).join("/")}`);
}

/** The names of the path parameters: `["petId"]`; a greedy `{proxy+}` is named `proxy`. */
export function pathParameters(path: string): readonly string[] {
  return segmentsOf(path).flatMap((part) => /^\{([^{}+]+)\+?\}$/.exec(part)?.[1] ?? []);
}

export const isGreedy = (path: string): boolean => /\{[^{}]+\+\}$/.test(path);

/** What is wrong with a resource path, in words a person can act on; undefined where nothing is. */
export function pathFault(path: string): string | undefined {
  if (!path.startsWith("/")) return `must start with a slash: /${path}`;
  if (path === "/") return undefined;
  if (path.endsWith("/")) return `must not end with a slash: ${path.replace(/\/+$/, "") || "/"}`;
  const segments = path.slice(1).split("/");
  if (segments.includes("")) return "has an empty part between two slashes";
  const greedy = segments.findIndex((part) => /^\{[^{}]+\+\}$/.test(part));
  if (greedy >= 0 && greedy < segments.length - 1)
    return `has ${segments[greedy]} before its end; a greedy path variable takes all that follows, so it must be the last part`;
  const names = pathParameters(path);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) return `names the path parameter {${twice}} twice; give each a name of its own`;
  // Reserved for health checks: developer guide, "Known issues".
  if (segments.length === 1 && (segments[0] === "ping" || segments[0] === "sping"))
    return "is reserved by API Gateway for itself";
  for (const part of segments) {
    const fault = partFault(part);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

// Path parts: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
function partFault(part: string): string | undefined {
  if (/^[A-Za-z0-9._\-:,]+$/.test(part)) return undefined;
  if (/[{}]/.test(part)) {
    const open = part.split("{").length;
    const close = part.split("}").length;
    if (open !== close)
      return `has unbalanced braces in "${part}"; a path parameter is a whole part, like {petId}`;
    if (/^\{[A-Za-z0-9._\-:]+\+?\}$/.test(part)) return undefined;
    return `has "${part}"; a path parameter is a whole part between two slashes, like {petId} or, at the end, {proxy+}`;
  }
  return `has "${part}"; a part holds letters, digits and . _ - : , only`;
}

/** Whether a resource is another, or stands below it. */
export const isAtOrBelow = (path: string, top: string): boolean =>
  path === top || top === "/" || path.startsWith(`${top}/`);
