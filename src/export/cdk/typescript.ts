/** TypeScript that stands for itself, where a value is written as a literal otherwise. */
export class Code {
  constructor(readonly text: string) {}
}

/** A value as a TypeScript literal; lines behind the first begin with the indent. */
export function literal(value: unknown, indent: string): string {
  if (value instanceof Code) return value.text;
  if (Array.isArray(value))
    return block(
      "[",
      value.map((one) => literal(one, `${indent}  `)),
      "]",
      indent,
    );
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([name, one]) => `${memberName(name)}: ${literal(one, `${indent}  `)}`);
  return block("{", members, "}", indent);
}

// `__proto__: x` is no member in a literal; `["__proto__"]: x` is one.
const memberName = (name: string): string =>
  name === "__proto__" ? '["__proto__"]' : /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);

const block = (open: string, entries: readonly string[], close: string, indent: string): string =>
  entries.length === 0
    ? `${open}${close}`
    : `${open}\n${entries.map((entry) => `${indent}  ${entry},\n`).join("")}${indent}${close}`;
