import type { Finding } from "../../gateway/checks/finding.ts";
import { DEFAULT_TIMEOUT_MS } from "../../gateway/document/method.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { cutInMiddle, widthOf } from "../../gateway/messages/width.ts";
import { segmentsOf } from "../../gateway/names/path.ts";
import type { Paint } from "../../terminal/colour.ts";
import type { Drawing } from "../../terminal/drawing.ts";
import { columns, wrapped } from "../../terminal/table.ts";
import type { Listed } from "./look.ts";
import type { Live, Row } from "./row.ts";

/** A part of a path, with its methods and what is below it. */
interface Part {
  readonly methods: Row[];
  readonly below: Map<string, Part>;
}

const BRANCHES: Readonly<Record<Drawing, { fork: string; last: string; down: string; none: string }>> = {
  lines: { fork: "├─ ", last: "└─ ", down: "│  ", none: "   " },
  ascii: { fork: "|- ", last: "`- ", down: "|  ", none: "   " },
  plain: { fork: "  ", last: "  ", down: "  ", none: "  " },
};

interface Line {
  readonly head: string;
  readonly row?: Row;
}

/** The Resources pane: what is below each part of a path. */
export function printTree(
  { api, rows, paths, all, stages }: Listed,
  {
    paint,
    width,
    drawing,
  }: { readonly paint: Paint; readonly width: number | undefined; readonly drawing: Drawing },
): string {
  const root: Part = { methods: [], below: new Map() };
  const partOf = (path: string): Part => {
    let part = root;
    for (const segment of segmentsOf(path)) {
      const next = part.below.get(segment) ?? { methods: [], below: new Map() };
      part.below.set(segment, next);
      part = next;
    }
    return part;
  };
  for (const path of [...paths, ...rows.map(({ path }) => path)].sort()) partOf(path);
  for (const row of rows) partOf(row.path).methods.push(row);
  const lines = branches(root, "/", "", "", BRANCHES[drawing]);
  const cells = (longest: number) =>
    lines.map(({ head, row }) => [head, ...(row ? cellsOf(row, stages, longest) : [])]);
  const of = rows.length === all ? counted(all) : `${rows.length} of ${counted(all)}`;
  const painted = (cell: string, row: number, column: number) =>
    column === 0 ? cell : paintCell(cell, lines[row]?.row, paint);
  const listed = fitting(width, " ".repeat(8), (longest) => columns(cells(longest), "", painted));
  return [
    `${plain(api.name)} (${api.id}): ${of}`,
    ...(rows.length + paths.length === 0 ? [] : [listed]),
  ].join("\n");
}

const counted = (count: number): string => `${count} ${count === 1 ? "method" : "methods"}`;

/** A part's own line, those of its methods, and then those of what is below it. */
function branches(
  { methods, below }: Part,
  name: string,
  own: string,
  inner: string,
  marks: (typeof BRANCHES)[Drawing],
): Line[] {
  const parts = [...below];
  const count = methods.length + parts.length;
  const fork = (i: number) => inner + (i === count - 1 ? marks.last : marks.fork);
  return [
    { head: own + name },
    ...methods.map((row, i) => ({ head: fork(i) + row.method, row })),
    ...parts.flatMap(([segment, part], i) => {
      const at = methods.length + i;
      const down = inner + (at === count - 1 ? marks.none : marks.down);
      return branches(part, `/${segment}`, fork(at), down, marks);
    }),
  ];
}

/** `lambda hello:live`, `iam`, and what is out of the ordinary. */
function cellsOf(row: Row, stages: readonly string[], longest: number): readonly string[] {
  return [
    backend(row, longest),
    authorization(row),
    [...extras(row), ...liveWords(row, stages), ...marks(row)].join("  "),
  ];
}

function backend({ integration, proxy, target }: Row, longest: number): string {
  if (integration === null) return "no integration yet";
  if (integration === "mock") return "mock";
  return `${integration}${proxy ? " proxy" : ""} ${cutInMiddle(target ?? "", longest)}`;
}

/** How long a target may be: where lines do not fit, it is made shorter. */
const LENGTHS = [40, 30, 22, 14] as const;

/** Drawn with targets as long as lines of this width allow; what is longer still is broken at blanks. */
function fitting(width: number | undefined, hanging: string, draw: (longest: number) => string): string {
  const drawn = LENGTHS.map(draw);
  const fits = (text: string) => !width || text.split("\n").every((line) => widthOf(line) <= width);
  // What is to be broken anyway need not be cut.
  const text = drawn.find(fits) ?? drawn[0] ?? "";
  return text
    .split("\n")
    .flatMap((line) => between(line, width, hanging))
    .map((line) => wrapped(line, width, hanging))
    .join("\n");
}

/** Broken between cells, which two blanks part; what stands in one stays together. */
const between = (line: string, width: number | undefined, hanging: string): readonly string[] =>
  wrapped(line.replaceAll(/(\S) (?=\S)/g, `$1${TIE}`), width, hanging)
    .replaceAll(TIE, " ")
    .split("\n");
const TIE = "\u00a0";

const authorization = ({ authorization, authorizer }: Row): string =>
  authorization === "none" ? "open" : authorizer === null ? authorization : `${authorization} ${authorizer}`;

const extras = ({ apiKeyRequired, timeout }: Row): readonly string[] => [
  ...(apiKeyRequired ? ["key"] : []),
  ...(timeout === null || timeout === DEFAULT_TIMEOUT_MS ? [] : [`${timeout} ms`]),
];

const WORDS: Readonly<Record<Live, string>> = {
  live: "live in",
  changed: "changed in",
  absent: "not in",
  unknown: "not told of",
};

/** `live`, or where it is not. */
function liveWords({ stages: live }: Row, stages: readonly string[]): readonly string[] {
  if (!live || stages.length === 0) return [];
  const of = (wanted: Live) => stages.filter((name) => live[name] === wanted);
  if (of("live").length === stages.length) return ["live"];
  return (["live", "changed", "absent", "unknown"] as const)
    .filter((one) => of(one).length > 0)
    .map((one) => `${WORDS[one]} ${of(one).join(", ")}`);
}

/** `! permission, template`: by what checks something was found that fails, or may; `?` where nobody could look. */
function marks({ findings = [] }: Row): readonly string[] {
  const of = (...levels: readonly Finding["level"][]) =>
    [...new Set(findings.filter(({ level }) => levels.includes(level)).map(({ check }) => check))].join(", ");
  const [found, open] = [of("error", "warning"), of("unchecked")];
  return [...(found === "" ? [] : [`! ${found}`]), ...(open === "" ? [] : [`? ${open}`])];
}

function paintCell(cell: string, row: Row | undefined, { bad, caution }: Paint): string {
  if (row && cell !== "" && cell === authorization(row) && row.authorization === "none") return caution(cell);
  return cell.includes("! ") ? bad(cell) : cell;
}

/** A line a method, with a column for each stage. */
export function printTable(
  { rows, stages }: Listed,
  { caution, bad }: Paint,
  width: number | undefined,
): string {
  const withStages = rows.some((row) => row.stages !== undefined);
  const withFindings = rows.some((row) => row.findings !== undefined);
  const head = [
    ...["METHOD", "PATH", "INTEGRATION", "TARGET", "AUTHORIZATION", "KEY", "TIMEOUT"],
    ...(withStages ? stages : []),
    ...(withFindings ? ["FINDINGS"] : []),
  ];
  const lines = (longest: number) =>
    rows.map((row) => [
      row.method,
      row.path,
      row.integration === null ? "none" : `${row.integration}${row.proxy ? " proxy" : ""}`,
      cutInMiddle(row.target ?? "", longest),
      row.authorization === "none" ? "none" : authorization(row),
      row.apiKeyRequired ? "yes" : "no",
      row.timeout === null ? "" : `${row.timeout} ms`,
      ...(withStages ? stages.map((name) => row.stages?.[name] ?? "") : []),
      ...(withFindings ? [marks(row).join("  ")] : []),
    ]);
  const painted = (cell: string, line: number) =>
    line === 0
      ? cell
      : cell.startsWith("! ")
        ? bad(cell)
        : /^(?:changed|absent|unknown)$/.test(cell)
          ? caution(cell)
          : cell;
  return fitting(width, "    ", (longest) => columns([head, ...lines(longest)], "", painted));
}
