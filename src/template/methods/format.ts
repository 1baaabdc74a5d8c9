import { JavaException } from "../values/exception.ts";
import type { Limits } from "../values/limits.ts";
import { JavaNumber } from "../values/number.ts";
import { printNull } from "../values/print.ts";

const PART = /%(?:(\d+)\$)?([-+ 0,#(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

/** `String.format` for texts, whole numbers, decimals, hexadecimal and booleans. */
export function format(text: string, values: readonly unknown[], limits: Limits): string {
  let next = 0;
  return text.replace(PART, (_all, position, flags: string, width, precision, kind: string) => {
    if (kind === "%") return "%";
    if (kind === "n") return "\n";
    const index = position === undefined ? next : Number(position) - 1;
    if (position === undefined) next += 1;
    if (index >= values.length)
      throw new JavaException("MissingFormatArgumentException", `Format specifier '%${kind}'`);
    const wide = Number(width ?? 0);
    limits.make(wide);
    const made = one(kind, values[index], flags, precision === undefined ? undefined : Number(precision));
    if (flags.includes("-")) return made.padEnd(wide);
    if (!flags.includes("0")) return made.padStart(wide);
    const sign = /^[-+ ]/.exec(made)?.[0] ?? "";
    return sign + made.slice(sign.length).padStart(wide - sign.length, "0");
  });
}

function one(kind: string, value: unknown, flags: string, precision: number | undefined): string {
  const wrong = () => new JavaException("IllegalFormatConversionException", kind);
  if (kind === "s" || kind === "S") {
    const text = printNull(value).slice(0, precision);
    return kind === "S" ? text.toUpperCase() : text;
  }
  if (kind === "b") return String(typeof value === "boolean" ? value : value !== null && value !== undefined);
  if (value === null || value === undefined) return "null";
  if (kind === "c") return printNull(value);
  if (!(value instanceof JavaNumber)) throw wrong();
  if (kind === "d" || kind === "x" || kind === "X" || kind === "o") {
    if (!value.isWhole) throw wrong();
    if (kind === "d") return signed(grouped(String(value.whole), flags), flags);
    const digits = BigInt.asUintN(value.kind === "Integer" ? 32 : 64, value.whole).toString(
      kind === "o" ? 8 : 16,
    );
    return kind === "X" ? digits.toUpperCase() : digits;
  }
  if (kind !== "f" || value.isWhole) throw wrong();
  return signed(grouped(fixed(value.double, precision ?? 6), flags), flags);
}

const grouped = (digits: string, flags: string) =>
  flags.includes(",") ? digits.replace(/\d(?=(?:\d{3})+(?:\.|$))(?<!\.\d*)/g, "$&,") : digits;

function signed(digits: string, flags: string): string {
  if (digits.startsWith("-")) return digits;
  return flags.includes("+") ? `+${digits}` : flags.includes(" ") ? ` ${digits}` : digits;
}

/** Rounded by its written digits, half up, as Java does. */
function fixed(value: number, decimals: number): string {
  const places = Math.min(decimals, 100);
  const rounded = Number(`${Math.round(Number(`${Math.abs(value)}e${places}`))}e-${places}`);
  return (value < 0 ? "-" : "") + (Number.isFinite(rounded) ? rounded : Math.abs(value)).toFixed(places);
}
