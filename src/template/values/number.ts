import { type Decimal, decimalOf, decimalOfDouble, printDecimal, toDouble, toWhole } from "./decimal.ts";

export type NumberClass = "Integer" | "Long" | "BigInteger" | "Double" | "BigDecimal";

const MOST_DIGITS = 10_000;

/** The numbers that loops count with, made once. */
const SMALL: JavaNumber[] = [];

/** A number of Java: of one of its classes, and with the text it was written with, where it came from a text. */
export class JavaNumber {
  readonly kind: NumberClass;
  readonly #value: bigint | number | Decimal;
  readonly #text: string | undefined;

  private constructor(kind: NumberClass, value: bigint | number | Decimal, text?: string) {
    this.kind = kind;
    this.#value = value;
    this.#text = text;
  }

  static integer(value: number): JavaNumber {
    const known = SMALL[value];
    if (known) return known;
    const made = new JavaNumber("Integer", BigInt(value));
    if (value >= 0 && value <= 1_000) SMALL[value] = made;
    return made;
  }

  static long(value: bigint): JavaNumber {
    return new JavaNumber("Long", BigInt.asIntN(64, value));
  }

  static big(value: bigint): JavaNumber {
    return new JavaNumber("BigInteger", value);
  }

  static double(value: number): JavaNumber {
    return new JavaNumber("Double", value);
  }

  static decimal(value: Decimal): JavaNumber {
    return new JavaNumber("BigDecimal", value);
  }

  /** A whole number in the smallest of Integer, Long and BigInteger that holds it. */
  static whole(value: bigint): JavaNumber {
    if (BigInt.asIntN(32, value) === value) return new JavaNumber("Integer", value);
    return new JavaNumber(BigInt.asIntN(64, value) === value ? "Long" : "BigInteger", value);
  }

  /** A number of JavaScript. */
  static of(value: number): JavaNumber {
    return Number.isSafeInteger(value) ? JavaNumber.whole(BigInt(value)) : JavaNumber.double(value);
  }

  /**
   * A number of JSON. It prints as it came: big numbers lose nothing and 12.50 stays 12.50. That API Gateway keeps the
   * zero is unverified (json-smart, its reader, would print 12.5).
   */
  static json(text: string): JavaNumber {
    // One of so many digits is only handed on.
    if (/^-?\d+$/.test(text) && text.length < MOST_DIGITS) {
      const { kind, whole } = JavaNumber.whole(BigInt(text));
      return new JavaNumber(kind, whole, text);
    }
    return new JavaNumber("Double", Number(text), text);
  }

  /** A number as a template writes it. */
  static literal(text: string): JavaNumber {
    if (/^-?\d+$/.test(text)) return JavaNumber.whole(BigInt(text));
    const value = Number(text);
    return Number.isFinite(value) ? JavaNumber.double(value) : JavaNumber.decimal(decimalOf(text));
  }

  get isWhole(): boolean {
    return typeof this.#value === "bigint";
  }

  get isZero(): boolean {
    return this.isWhole ? this.#value === 0n : this.double === 0;
  }

  /** The whole part. */
  get whole(): bigint {
    if (typeof this.#value === "bigint") return this.#value;
    if (typeof this.#value !== "number") return toWhole(this.#value);
    return Number.isFinite(this.#value) ? BigInt(Math.trunc(this.#value)) : 0n;
  }

  get double(): number {
    return typeof this.#value === "object" ? toDouble(this.#value) : Number(this.#value);
  }

  get decimal(): Decimal {
    if (typeof this.#value === "object") return this.#value;
    return typeof this.#value === "bigint"
      ? { unscaled: this.#value, scale: 0 }
      : decimalOfDouble(this.#value);
  }

  get className(): string {
    return `java.${this.kind.startsWith("Big") ? "math" : "lang"}.${this.kind}`;
  }

  /** For what reads a number out of `$context`: a status. */
  valueOf(): number {
    return this.double;
  }

  toString(): string {
    if (this.#text !== undefined) return this.#text;
    if (typeof this.#value === "bigint") return String(this.#value);
    return typeof this.#value === "number" ? printDouble(this.#value) : printDecimal(this.#value);
  }

  toJSON(): unknown {
    return this.double;
  }
}

/** As `Double.toString` writes it: at least one decimal, an exponent below a thousandth and from ten million on. */
export function printDouble(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value < 0 ? "-Infinity" : "Infinity";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const size = Math.abs(value);
  const shortest = size.toExponential();
  const sign = value < 0 ? "-" : "";
  if (size >= 1e-3 && size < 1e7) {
    const [digits = "", exponent] = shortest.replace(".", "").split("e");
    return sign + plain(digits, Number(exponent));
  }
  // Two digits at least, and then the two that are nearest.
  const [mantissa, exponent] = (shortest.includes(".") ? shortest : size.toExponential(1)).split("e");
  return `${sign}${mantissa}E${Number(exponent)}`;
}

function plain(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  const padded = digits.padEnd(exponent + 2, "0");
  return `${padded.slice(0, exponent + 1)}.${padded.slice(exponent + 1)}`;
}
