import { TooMuchWork } from "../../gateway/pattern/budget.ts";
import { JavaException } from "./exception.ts";

/** Java's BigDecimal, as far as Velocity's arithmetic needs it: a whole number and how many of its digits are decimals. */
export interface Decimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

/** The longest row of zeros that is written out. */
const MOST_ZEROS = 30_000;

function power(exponent: number): bigint {
  if (exponent > MOST_ZEROS) throw new TooMuchWork();
  return 10n ** BigInt(exponent);
}

/** Written out in digits, as far as a text of digits with an exponent goes. */
export function decimalOf(text: string): Decimal {
  const [, sign = "", whole = "", part = "", exponent = "0"] =
    /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const unscaled = BigInt(`${whole}${part}` || "0");
  return { unscaled: sign === "-" ? -unscaled : unscaled, scale: part.length - Number(exponent) };
}

/** The exact value of a double, as `new BigDecimal(double)` takes it. */
export function decimalOfDouble(value: number): Decimal {
  if (!Number.isFinite(value)) throw new JavaException("NumberFormatException", "Infinite or NaN");
  let [mantissa, halves] = [value, 0];
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    halves += 1;
  }
  return { unscaled: BigInt(mantissa) * 5n ** BigInt(halves), scale: halves };
}

function aligned(left: Decimal, right: Decimal): [bigint, bigint, number] {
  const scale = Math.max(left.scale, right.scale);
  return [left.unscaled * power(scale - left.scale), right.unscaled * power(scale - right.scale), scale];
}

export function add(left: Decimal, right: Decimal): Decimal {
  const [a, b, scale] = aligned(left, right);
  return { unscaled: a + b, scale };
}

export function subtract(left: Decimal, right: Decimal): Decimal {
  return add(left, { unscaled: -right.unscaled, scale: right.scale });
}

export function multiply(left: Decimal, right: Decimal): Decimal {
  return { unscaled: left.unscaled * right.unscaled, scale: left.scale + right.scale };
}

/** With as many decimals as the first number has, half rounded down. */
export function divide(left: Decimal, right: Decimal): Decimal {
  const [top, bottom] =
    right.scale >= 0
      ? [left.unscaled * power(right.scale), right.unscaled]
      : [left.unscaled, right.unscaled * power(-right.scale)];
  const quotient = top / bottom;
  const rest = (top % bottom) * 2n;
  const size = (value: bigint) => (value < 0n ? -value : value);
  const up = size(rest) > size(bottom) ? (top < 0n === bottom < 0n ? 1n : -1n) : 0n;
  return { unscaled: quotient + up, scale: left.scale };
}

export function compare(left: Decimal, right: Decimal): number {
  const [a, b] = aligned(left, right);
  return a < b ? -1 : a > b ? 1 : 0;
}

export function toDouble({ unscaled, scale }: Decimal): number {
  return Number(`${unscaled}e${-scale}`);
}

export function toWhole({ unscaled, scale }: Decimal): bigint {
  return scale <= 0 ? unscaled * power(-scale) : unscaled / power(scale);
}

/** As `BigDecimal.toString` writes it. */
export function printDecimal({ unscaled, scale }: Decimal): string {
  const sign = unscaled < 0n ? "-" : "";
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  const exponent = digits.length - 1 - scale;
  if (scale === 0) return sign + digits;
  if (scale > 0 && exponent >= -6) {
    const padded = digits.padStart(scale + 1, "0");
    return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
  }
  const tail = digits.length > 1 ? `.${digits.slice(1)}` : "";
  return `${sign}${digits[0]}${tail}E${exponent >= 0 ? "+" : ""}${exponent}`;
}
