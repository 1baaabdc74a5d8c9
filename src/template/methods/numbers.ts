import { compareNumbers } from "../values/arithmetic.ts";
import { JavaException } from "../values/exception.ts";
import { JavaNumber, type NumberClass } from "../values/number.ts";
import { equals } from "../values/same.ts";
import { type Methods, methods, present } from "./signature.ts";

const { integer, long, double } = JavaNumber;
const toInt = (value: bigint) => integer(Number(BigInt.asIntN(32, value)));

/** A double as an int or a long: what is past its ends becomes its ends. */
function narrowed(value: JavaNumber, bits: number): bigint {
  if (value.kind !== "Double") return BigInt.asIntN(bits, value.whole);
  const most = 2n ** BigInt(bits - 1);
  if (value.double === Number.POSITIVE_INFINITY) return most - 1n;
  if (value.double === Number.NEGATIVE_INFINITY) return -most;
  return value.whole >= most ? most - 1n : value.whole < -most ? -most : value.whole;
}

const COMMON = {
  "intValue()": (self: JavaNumber) => toInt(narrowed(self, 32)),
  "longValue()": (self: JavaNumber) => long(narrowed(self, 64)),
  "doubleValue()": (self: JavaNumber) => double(self.double),
  "toString()": (self: JavaNumber) => self.toString(),
  "equals(Object)": (self: JavaNumber, [other]: unknown[]) => equals(self, other),
};

function parse(text: string | null, radix: number, bits: number): bigint {
  const digits = text ?? "";
  const value = /^[-+]?[0-9a-zA-Z]+$/.test(digits) ? wholeOf(digits, radix) : undefined;
  if (value === undefined || BigInt.asIntN(bits, value) !== value)
    throw new JavaException("NumberFormatException", text === null ? "null" : `For input string: "${text}"`);
  return value;
}

function wholeOf(text: string, radix: number): bigint | undefined {
  let value = 0n;
  if (text.length > 200) return undefined;
  for (const char of text.replace(/^[-+]/, "")) {
    const digit = Number.parseInt(char, 36);
    if (digit >= radix) return undefined;
    value = value * BigInt(radix) + BigInt(digit);
  }
  return text.startsWith("-") ? -value : value;
}

function parseDouble(text: string | null): number {
  const trimmed = present(text).trim();
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?$/.test(trimmed))
    return Number(trimmed.replace(/[fFdD]$/, ""));
  const named = /^([+-]?)(NaN|Infinity)$/.exec(trimmed);
  if (named) return Number(`${named[2] === "NaN" ? "" : named[1]}${named[2]}`);
  throw new JavaException(
    "NumberFormatException",
    trimmed === "" ? "empty String" : `For input string: "${text}"`,
  );
}

function wholeMethods(type: "Integer" | "Long") {
  const int = type === "Integer";
  const bits = int ? 32 : 64;
  const kind = int ? "int" : "long";
  const make = (value: bigint) => (int ? toInt(value) : long(value));
  const big = (value: number | bigint) => BigInt(value);
  const unsigned = (value: number | bigint, radix: number) =>
    BigInt.asUintN(bits, big(value)).toString(radix);
  return {
    ...COMMON,
    "hashCode()": (self: JavaNumber) => toInt(int ? self.whole : self.whole ^ (self.whole >> 32n)),
    [`compareTo(${type})`]: (self: JavaNumber, [other]: JavaNumber[]) =>
      integer(compareNumbers(self, present(other!))),
    [`parse${int ? "Int" : "Long"}(String)`]: (_: JavaNumber, [text]: string[]) =>
      make(parse(text!, 10, bits)),
    [`parse${int ? "Int" : "Long"}(String,int)`]: (_: JavaNumber, [text, radix]: [string, number]) =>
      make(parse(text, radix, bits)),
    "valueOf(String)": (_: JavaNumber, [text]: string[]) => make(parse(text!, 10, bits)),
    [`valueOf(${kind})`]: (_: JavaNumber, [value]: (number | bigint)[]) => make(big(value!)),
    [`toString(${kind})`]: (_: JavaNumber, [value]: (number | bigint)[]) => String(value),
    [`toString(${kind},int)`]: (_: JavaNumber, [value, radix]: [number | bigint, number]) =>
      big(value).toString(radix < 2 || radix > 36 ? 10 : radix),
    [`toHexString(${kind})`]: (_: JavaNumber, [value]: (number | bigint)[]) => unsigned(value!, 16),
    [`toBinaryString(${kind})`]: (_: JavaNumber, [value]: (number | bigint)[]) => unsigned(value!, 2),
    [`toOctalString(${kind})`]: (_: JavaNumber, [value]: (number | bigint)[]) => unsigned(value!, 8),
    [`max(${kind},${kind})`]: (_: JavaNumber, [a, b]: bigint[]) => make(big(a! > b! ? a! : b!)),
    [`min(${kind},${kind})`]: (_: JavaNumber, [a, b]: bigint[]) => make(big(a! < b! ? a! : b!)),
    [`sum(${kind},${kind})`]: (_: JavaNumber, [a, b]: bigint[]) =>
      make(BigInt.asIntN(bits, big(a!) + big(b!))),
    [`compare(${kind},${kind})`]: (_: JavaNumber, [a, b]: bigint[]) =>
      integer(a! < b! ? -1 : a! > b! ? 1 : 0),
    [`signum(${kind})`]: (_: JavaNumber, [a]: (number | bigint)[]) => integer(a! < 0 ? -1 : a! > 0 ? 1 : 0),
  };
}

/** A double's order: NaN is above all, and minus zero below zero. */
function order(left: number, right: number): number {
  if (left < right) return -1;
  if (left > right) return 1;
  const rank = (value: number) => (Number.isNaN(value) ? 1 : Object.is(value, -0) ? -1 : 0);
  return Math.sign(rank(left) - rank(right));
}

const DOUBLE = methods<JavaNumber>({
  ...COMMON,
  "isNaN()": (self) => Number.isNaN(self.double),
  "isInfinite()": (self) => Math.abs(self.double) === Number.POSITIVE_INFINITY,
  "compareTo(Double)": (self, [other]) => integer(order(self.double, present<JavaNumber>(other).double)),
  "parseDouble(String)": (_, [text]) => double(parseDouble(text)),
  "valueOf(String)": (_, [text]) => double(parseDouble(text)),
  "valueOf(double)": (_, [value]) => double(value),
  "toString(double)": (_, [value]) => double(value).toString(),
  "max(double,double)": (_, [a, b]) => double(Math.max(a, b)),
  "min(double,double)": (_, [a, b]) => double(Math.min(a, b)),
  "sum(double,double)": (_, [a, b]) => double(a + b),
  "compare(double,double)": (_, [a, b]) => integer(order(a, b)),
  "isNaN(double)": (_, [value]) => Number.isNaN(value),
});

const BIG = methods<JavaNumber>({
  ...COMMON,
  "compareTo(BigInteger)": (self, [other]) => integer(compareNumbers(self, present<JavaNumber>(other))),
  "signum()": (self) => integer(self.whole < 0n ? -1 : self.whole > 0n ? 1 : 0),
  "negate()": (self) => JavaNumber.big(-self.whole),
  "abs()": (self) => JavaNumber.big(self.whole < 0n ? -self.whole : self.whole),
});

const DECIMAL = methods<JavaNumber>({
  ...COMMON,
  "compareTo(BigDecimal)": (self, [other]) => integer(compareNumbers(self, present<JavaNumber>(other))),
});

/** The classes of numbers, their own methods and those of the class: `#set($Integer = 0)` makes them reachable. */
export const NUMBERS: Readonly<Record<NumberClass, Methods<JavaNumber>>> = {
  Integer: methods(wholeMethods("Integer")),
  Long: methods(wholeMethods("Long")),
  Double: DOUBLE,
  BigInteger: BIG,
  BigDecimal: DECIMAL,
};

export const BOOLEAN = methods<boolean>({
  "booleanValue()": (self) => self,
  "toString()": (self) => String(self),
  "equals(Object)": (self, [other]) => self === other,
  "hashCode()": (self) => integer(self ? 1231 : 1237),
  "parseBoolean(String)": (_, [text]) => text?.toLowerCase() === "true",
  "valueOf(String)": (_, [text]) => text?.toLowerCase() === "true",
  "valueOf(boolean)": (_, [value]) => value,
  "logicalAnd(boolean,boolean)": (_, [a, b]) => a && b,
  "logicalOr(boolean,boolean)": (_, [a, b]) => a || b,
});
