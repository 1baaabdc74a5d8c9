// As `--output text` of the AWS CLI, whose scripts people have: scalars of a level by their names' order, with tabs
// between; what lies deeper on lines of its own behind its name in capitals.
type Scalar = string | number | boolean | null;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isScalar = (value: unknown): value is Scalar => !isObject(value) && !Array.isArray(value);

/** As Python prints them; a value keeps to its line and its place. */
function scalar(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return String(value).replaceAll(/[\t\r\n]+/g, " ");
}

/** A line of a list's own order, to be cut at its tabs: lists with commas between, maps as `name=value`. */
export const rowLine = (values: readonly unknown[]): string =>
  values
    .map((value) =>
      Array.isArray(value)
        ? value.map((one) => (isObject(one) ? scalar(Object.values(one)[0]) : scalar(one))).join(",")
        : isObject(value)
          ? Object.entries(value)
              .map(([name, one]) => `${name}=${scalar(one)}`)
              .join(",")
          : scalar(value),
    )
    .join("\t");

/** The lines of a value. */
export function textLines(value: unknown, name?: string, keys?: readonly string[]): readonly string[] {
  if (Array.isArray(value)) return linesOfList(value, name);
  if (isObject(value)) return linesOfObject(value, name, keys);
  return [scalar(value)];
}

function linesOfList(list: readonly unknown[], name: string | undefined): readonly string[] {
  if (list.some(isObject)) {
    // Each line of a list has the same columns, or nobody could cut them.
    const keys = [
      ...new Set(
        list.filter(isObject).flatMap((one) => Object.keys(one).filter((key) => isScalar(one[key]))),
      ),
    ].sort();
    return list.flatMap((one) => textLines(one, name, keys));
  }
  const scalars = list.filter(isScalar).map(scalar);
  const deeper = list.filter((one) => !isScalar(one)).flatMap((one) => textLines(one, name));
  if (scalars.length === 0) return deeper;
  return name === undefined
    ? [scalars.join("\t"), ...deeper]
    : [...scalars.map((one) => `${name.toUpperCase()}\t${one}`), ...deeper];
}

function linesOfObject(
  value: Record<string, unknown>,
  name: string | undefined,
  keys: readonly string[] = Object.keys(value)
    .filter((key) => isScalar(value[key]))
    .sort(),
): readonly string[] {
  const cells = keys.map((key) => (key in value && isScalar(value[key]) ? scalar(value[key]) : ""));
  const line = (name === undefined ? cells : [name.toUpperCase(), ...cells]).join("\t");
  const deeper = Object.keys(value)
    .filter((key) => !isScalar(value[key]))
    .sort()
    .flatMap((key) => textLines(value[key], key));
  return cells.length === 0 ? deeper : [line, ...deeper];
}
