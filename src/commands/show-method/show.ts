import type { Backend } from "../../called/backend.ts";
import type { ShownMethod } from "../../gateway/document/shown-method.ts";
import { plain, seenPlainly } from "../../gateway/messages/plain.ts";
import { ASCII, beside, box, LINES, type Marks } from "../../terminal/boxes.ts";
import type { Paint } from "../../terminal/colour.ts";
import type { Drawing } from "../../terminal/drawing.ts";
import { type Diagram, diagramOf, type Part, type Text } from "./parts.ts";

interface Showing {
  readonly paint: Paint;
  readonly width: number | undefined;
  readonly drawing: Drawing;
}

/** From so many columns on the boxes stand beside each other. */
const WIDE = 96;
const WIDEST = 160;
const NARROWEST = 40;
const USUAL = 80;

/** A method for people: the console's diagram, or the same in plain lines; and its templates. */
export function printMethod(method: ShownMethod, backend: Backend | undefined, showing: Showing): string {
  const diagram = diagramOf(method, backend);
  const title = `${method.method} ${plain(method.path)} of ${plain(method.api)}`;
  return [title, ...drawn(diagram, showing), ...diagram.templates.flatMap(textLines)].join("\n");
}

function drawn(diagram: Diagram, { drawing, width }: Showing): readonly string[] {
  if (drawing === "plain") return inWords(diagram);
  // A terminal that does not know its width says 0.
  const room = Math.min(Math.max(width || USUAL, NARROWEST), WIDEST);
  const marks = drawing === "lines" ? LINES : ASCII;
  return room >= WIDE ? sideBySide(diagram, room, marks) : stacked(diagram, room, marks);
}

/** `Authorization: none`, where there is little room. */
const linesOf = ({ entries }: Part): readonly string[] =>
  entries.map(([label, text]) => (label === "" ? text : `${label}: ${text}`));

/** `Authorization  none`: labels of a part beside what they say, in two columns. */
function columnsOf({ entries }: Part): readonly string[] {
  const widest = Math.max(0, ...entries.map(([label]) => label.length));
  return entries.map(([label, text]) => (label === "" ? text : `${label.padEnd(widest)}  ${text}`));
}

const CLIENT = "Client";
const ARROW = 4;

/** The console's order: out on the upper row, and back on the lower. */
function sideBySide(diagram: Diagram, room: number, marks: Marks): readonly string[] {
  const rest = room - CLIENT.length - 3 * ARROW;
  const width = Math.floor(rest / 3);
  const pair = (left: Part, right: Part) => {
    const boxes = (height: number) =>
      [left, right].map((one) => box(one.title, linesOf(one), width, marks, height));
    return boxes(Math.max(...boxes(0).map((one) => one.length)));
  };
  const out = pair(diagram.request, diagram.integration);
  const back = pair(diagram.response, diagram.integrationResponse);
  const height = (out[0]?.length ?? 0) + (back[0]?.length ?? 0);
  const backend = box(diagram.backend.title, linesOf(diagram.backend), rest - 2 * width, marks, height);
  const rows = [...row(out, marks.right), ...row(back, marks.left)];
  return beside(rows, backend).map((line) => line.trimEnd());
}

/** Two boxes with arrows before, between and behind them, on the first line of what they hold. */
function row(boxes: readonly (readonly string[])[], arrow: string): readonly string[] {
  const [left = [], right = []] = boxes;
  const arrows = left.map((_, i) => (i === 1 ? ` ${arrow} ` : " ".repeat(ARROW)));
  const client = left.map((_, i) => (i === 1 ? CLIENT : " ".repeat(CLIENT.length)));
  return beside(client, arrows, left, arrows, right, arrows);
}

/** One below the other, where there is no room beside. */
function stacked(diagram: Diagram, room: number, marks: Marks): readonly string[] {
  const parts = wayOf(diagram);
  const arrow = `${" ".repeat(Math.floor(room / 2) - 1)}${marks.below}`;
  return parts.flatMap((part, i) => [
    ...(i === 0 ? [] : [arrow]),
    ...box(part.title, columnsOf(part), room, marks),
  ]);
}

const wayOf = (diagram: Diagram): readonly Part[] => [
  diagram.request,
  diagram.integration,
  diagram.backend,
  diagram.integrationResponse,
  diagram.response,
];

/** For pipes, and for those who listen: each part by its name, a line for each thing that it says. */
const inWords = (diagram: Diagram): readonly string[] =>
  wayOf(diagram).flatMap((part) => [
    part.title,
    ...part.entries.map(([label, text]) => `  ${label === "" ? text : `${label}: ${text}`}`),
  ]);

const textLines = ({ title, text }: Text): readonly string[] => [
  "",
  title,
  ...(text === ""
    ? ["  (empty)"]
    : seenPlainly(text)
        .split("\n")
        .map((line) => `  ${line}`)),
];
