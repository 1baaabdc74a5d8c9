import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isTabKey,
  isUpKey,
  type KeypressEvent,
  useKeypress,
  usePagination,
  useRef,
  useState,
} from "@inquirer/core";
import { plain } from "../../gateway/messages/plain.ts";
import { cutTo, padded, widthOf } from "../../gateway/messages/width.ts";
import type { AnswerFault, PromptChoice } from "../../ports.ts";
import { labelOf, matching, named } from "./matching.ts";
import { asLine, asText, withoutEnd } from "./pasted.ts";
import { BACK_WORD, type DrawnQuestion, faultOf, yesOrNo } from "./question.ts";

/** The answer, or that somebody went back; or what went wrong while it was checked. */
export type Drawn = { readonly text: string } | { readonly back: true } | { readonly failed: unknown };

export interface Look {
  readonly columns: number;
  readonly rows: number;
  dim(text: string): string;
  bold(text: string): string;
  accent(text: string): string;
  bad(text: string): string;
  good(text: string): string;
  /** Broken at blanks where it is wider than the screen. */
  wrapped(text: string): string;
}

/** What Node says of a key beside what inquirer declares. */
type Key = KeypressEvent & { readonly shift?: boolean; readonly sequence?: string };

const PAGE = 12;

/** How wide the first column of a list may be. */
const MAX_LABEL = 36;

/** One row of a list, cut to the screen: what is typed for is read, not wrapped. */
function row(choice: PromptChoice, active: boolean, width: number, look: Look, note?: string): string {
  const description = plain(note ?? choice.description ?? "");
  const label = plain(labelOf(choice));
  const first = description === "" ? label : padded(label, width);
  const full = description === "" ? label : `${first}  ${description}`;
  const cut = cutTo(full, Math.max(look.columns - 3, 10));
  if (active) return look.accent(`❯ ${cut}`);
  return `  ${cut.slice(0, first.length)}${look.dim(cut.slice(first.length))}`;
}

/** As wide as the widest label that is not an exception, and narrow where the screen is. */
const labelWidth = (rows: readonly PromptChoice[], { columns }: Look): number =>
  Math.min(
    Math.max(0, ...rows.map((one) => widthOf(plain(labelOf(one))))),
    MAX_LABEL,
    Math.floor(columns / 2) - 4,
  );

/**
 * The one prompt of the program: what is typed is seen and searched for anywhere, a fault is said where it stands with
 * what was meant as the next answer, and Esc or Shift-Tab goes back.
 */
export const drawnPrompt = createPrompt<Drawn, DrawnQuestion & { readonly look: Look }>((config, done) => {
  const { kind, look, choices, initial } = config;
  const [status, setStatus] = useState<"idle" | "checking" | "done" | "back">("idle");
  const [typed, setTyped] = useState("");
  const [moved, setMoved] = useState<number | undefined>(undefined);
  const [fault, setFault] = useState<AnswerFault | undefined>(undefined);
  const [answer, setAnswer] = useState("");
  const insisted = useRef<string | undefined>(undefined);
  const paste = useRef<{ text: string; readonly front: string; readonly behind: string } | undefined>(
    undefined,
  );

  const rows = rowsFor(config, typed, fault);
  const start = typed === "" && !fault ? rows.findIndex(({ value }) => value === initial) : 0;
  const active = Math.min(moved ?? Math.max(start, 0), Math.max(rows.length - 1, 0));

  const refuse = (why: AnswerFault, rl: { write(text: string): void }) => {
    setStatus("idle");
    setFault(why);
    setMoved(undefined);
    // Enter has emptied the line.
    rl.write(asLine(typed));
  };

  useKeypress(async (key: Key, given) => {
    const rl = given as typeof given & { readonly cursor: number };
    if (status !== "idle") return;
    if (key.name === "paste-start")
      paste.current = { text: "", front: rl.line.slice(0, rl.cursor), behind: rl.line.slice(rl.cursor) };
    if (paste.current) {
      if (key.name === "paste-start") return;
      if (key.name !== "paste-end") {
        paste.current.text += key.sequence ?? "";
        return;
      }
      const { text, front, behind } = paste.current;
      paste.current = undefined;
      rl.clearLine(0);
      rl.write(front + asLine(withoutEnd(text)) + behind);
    }
    if (config.back && (key.name === "escape" || (isTabKey(key) && key.shift))) return leave();
    if (isEnterKey(key)) {
      if (config.back && typed.trim() === BACK_WORD) return leave();
      const given = answerOf(config, typed, rows[active]);
      if ("fault" in given) return refuse(given, rl);
      setStatus("checking");
      let why: AnswerFault | undefined;
      try {
        why = insisted.current === given.text ? undefined : await faultOf(config.check, given.text);
      } catch (failed) {
        setStatus("back");
        return done({ failed });
      }
      if (why) {
        insisted.current = why.insist ? given.text : undefined;
        return refuse(why, rl);
      }
      setAnswer(given.shown);
      setStatus("done");
      return done({ text: given.text });
    }
    if (isTabKey(key)) {
      rl.clearLine(0);
      const text = completion(config, typed, rows[active]);
      rl.write(asLine(text));
      setTyped(text);
    } else if (kind === "list" && (isUpKey(key) || isDownKey(key))) {
      rl.clearLine(0);
      rl.write(asLine(typed));
      if (rows.length > 0) setMoved((active + (isUpKey(key) ? -1 : 1) + rows.length) % rows.length);
    } else if (asText(rl.line) !== typed) {
      setTyped(asText(rl.line));
      setMoved(undefined);
      setFault(undefined);
    }
    function leave() {
      setStatus("back");
      done({ back: true });
    }
  });

  const width = labelWidth(rows, look);
  const pageSize = Math.max(3, Math.min(PAGE, look.rows - 6));
  const page = usePagination({
    items: rows.length > 0 ? rows : [{ value: "" }],
    active,
    pageSize,
    loop: false,
    renderItem: ({ item, isActive }) =>
      row(
        item,
        isActive,
        width,
        look,
        item.value === typed && !choices.includes(item) ? "as typed" : undefined,
      ),
  });
  const asked = withoutHint(config.message);
  if (status === "back") return look.dim(`↩ ${asked}`);
  if (status === "done") return `${look.good("✔")} ${look.bold(asked)} ${look.accent(plain(answer) || "–")}`;
  const hint =
    kind === "confirm"
      ? ` ${look.dim(initial === "yes" ? "(Y/n)" : "(y/N)")}`
      : kind === "text" && initial !== undefined && typed === ""
        ? ` ${look.dim(`(${plain(initial)})`)}`
        : "";
  const head = `${look.accent(status === "checking" ? "…" : "?")} ${look.bold(config.message)}${hint} ${asLine(typed)}`;
  const below = [
    ...(fault ? [look.bad(look.wrapped(`> ${fault.fault}`))] : []),
    ...(rows.length > 0 ? [page] : kind === "list" && typed !== "" && !fault ? [look.bad("> no match")] : []),
    look.dim(keys(config, rows.length > pageSize ? rows.length : undefined)),
  ].filter((line) => line !== "");
  return [head, below.join("\n")];
});

/** What was only to help while it was open: `Timeout (50 to 29000; Enter …):` is `Timeout:` from then on. */
const withoutHint = (message: string): string => message.replace(/ \([^()]*\)(:?)$/, "$1");

const keys = ({ kind, back }: DrawnQuestion, more: number | undefined): string =>
  [
    ...(kind === "list" ? [`↑↓ or type to find${more === undefined ? "" : ` (${more})`}`] : []),
    ...(back ? ["Esc: back"] : []),
  ].join(" · ");

/** What can be taken now. What was probably meant comes first; a text that is none of the list, where it may be one, last. */
function rowsFor(
  { kind, choices, open }: DrawnQuestion,
  typed: string,
  fault: AnswerFault | undefined,
): readonly PromptChoice[] {
  const meant = fault?.meant;
  const first: readonly PromptChoice[] =
    meant === undefined
      ? []
      : [
          {
            ...(named(choices, meant) ?? { value: meant }),
            description: "Enter to take this instead",
          },
        ];
  if (kind !== "list") return first;
  const found = matching(choices, typed).filter(({ value }) => value !== first[0]?.value);
  const listed = choices.some(({ value }) => value === typed);
  const opens = typed !== "" && !listed && open?.(typed);
  const own = opens ? [{ value: typed }] : [];
  return opens === "first" || fault?.insist ? [...first, ...own, ...found] : [...first, ...found, ...own];
}

/** What Enter means. */
function answerOf(
  { kind, initial, choices }: DrawnQuestion,
  typed: string,
  active: PromptChoice | undefined,
): { readonly text: string; readonly shown: string } | AnswerFault {
  if (kind === "confirm") {
    const said = yesOrNo(typed, initial);
    if (said === undefined) return { fault: "Answer y or n." };
    return { text: said, shown: said === "yes" ? "Yes" : "No" };
  }
  if (active) return { text: active.value, shown: labelOf(active) };
  if (kind === "text") {
    const text = typed === "" ? (initial ?? "") : typed;
    return { text, shown: text };
  }
  if (typed === "" && choices.length === 0) return { fault: "Type it." };
  return { fault: `Nothing in the list matches "${plain(typed)}".` };
}

function completion(
  { kind, initial, open }: DrawnQuestion,
  typed: string,
  active: PromptChoice | undefined,
): string {
  if (kind === "confirm") return typed;
  if (active) return open ? active.value : labelOf(active);
  return typed === "" ? (initial ?? "") : typed;
}
