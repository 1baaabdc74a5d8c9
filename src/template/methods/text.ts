import { PatternFault } from "../../gateway/pattern/fault.ts";
import { type JavaPattern, javaPattern } from "../../gateway/pattern/java-pattern.ts";
import { JavaChar, JavaList } from "../values/containers.ts";
import { JavaException } from "../values/exception.ts";
import type { Limits } from "../values/limits.ts";
import { JavaNumber } from "../values/number.ts";
import { printNull } from "../values/print.ts";
import { format } from "./format.ts";
import { methods, present } from "./signature.ts";

const int = JavaNumber.integer;

function within(self: string, from: number, to: number): string {
  if (from < 0 || to > self.length || from > to)
    throw new JavaException(
      "StringIndexOutOfBoundsException",
      `begin ${from}, end ${to}, length ${self.length}`,
    );
  return self.slice(from, to);
}

function charAt(self: string, at: number): string {
  if (at < 0 || at >= self.length)
    throw new JavaException("StringIndexOutOfBoundsException", `index ${at}, length ${self.length}`);
  return self[at]!;
}

function pattern(text: string | null): JavaPattern {
  const read = javaPattern(present(text));
  if ("fault" in read) throw new JavaException("PatternSyntaxException", read.fault);
  return read;
}

function replaced(work: () => string, limits: Limits): string {
  try {
    const made = work();
    limits.make(made.length);
    return made;
  } catch (error) {
    if (error instanceof PatternFault) throw new JavaException("IllegalArgumentException", error.message);
    throw error;
  }
}

function parts(list: string[], limits: Limits): JavaList {
  limits.make(list.length * 8);
  return new JavaList(list, "array");
}

/** Where a text with all its occurrences replaced may not become too long. */
function replaceText(self: string, from: string | null, to: string | null, limits: Limits): string {
  const [found, put] = [present(from), present(to)];
  const times = found === "" ? self.length + 1 : self.split(found).length - 1;
  limits.make(self.length + times * put.length);
  if (found === "") return put + [...Array(self.length).keys()].map((at) => self[at]! + put).join("");
  return self.split(found).join(put);
}

/** What Java's `trim` takes away: all up to the blank. */
const trim = (self: string) => self.replace(/^[\0- ]+/, "").replace(/(?<![\0- ])[\0- ]+$/, "");
const BLANK = "[\\t-\\r\\u001c-\\u0020\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000]";
const LEADING = new RegExp(`^${BLANK}+`);
const TRAILING = new RegExp(`(?<!${BLANK})${BLANK}+$`);

const folded = (text: string) => text.toUpperCase().toLowerCase();

function hashOf(self: string): number {
  let hash = 0;
  for (let at = 0; at < self.length; at += 1) hash = (Math.imul(hash, 31) + self.charCodeAt(at)) | 0;
  return hash;
}

function compare(self: string, other: string): number {
  for (let at = 0; at < Math.min(self.length, other.length); at += 1)
    if (self[at] !== other[at]) return self.charCodeAt(at) - other.charCodeAt(at);
  return self.length - other.length;
}

/** `java.lang.String` of Java 17. */
export const TEXT = methods<string>({
  "length()": (self) => int(self.length),
  "isEmpty()": (self) => self === "",
  "isBlank()": (self) => self.replace(LEADING, "") === "",
  "charAt(int)": (self, [at]) => new JavaChar(charAt(self, at)),
  "codePointAt(int)": (self, [at]) => {
    charAt(self, at);
    return int(self.codePointAt(at)!);
  },
  "contains(CharSequence)": (self, [part]) => self.includes(present(part)),
  "equals(Object)": (self, [other]) => self === other,
  "contentEquals(CharSequence)": (self, [other]) => self === present(other),
  "equalsIgnoreCase(String)": (self, [other]) => other !== null && folded(self) === folded(other),
  "compareTo(String)": (self, [other]) => int(compare(self, present(other))),
  "compareToIgnoreCase(String)": (self, [other]) => int(compare(folded(self), folded(present(other)))),
  "startsWith(String)": (self, [part]) => self.startsWith(present(part)),
  "startsWith(String,int)": (self, [part, at]) =>
    at >= 0 && at <= self.length && self.startsWith(present(part), at),
  "endsWith(String)": (self, [part]) => self.endsWith(present(part)),
  "indexOf(String)": (self, [part]) => int(self.indexOf(present(part))),
  "indexOf(int)": (self, [code]) => int(self.indexOf(String.fromCodePoint(code))),
  "indexOf(String,int)": (self, [part, from]) => int(self.indexOf(present(part), from)),
  "indexOf(int,int)": (self, [code, from]) => int(self.indexOf(String.fromCodePoint(code), from)),
  "lastIndexOf(String)": (self, [part]) => int(self.lastIndexOf(present(part))),
  "lastIndexOf(int)": (self, [code]) => int(self.lastIndexOf(String.fromCodePoint(code))),
  "lastIndexOf(String,int)": (self, [part, from]) =>
    int(from < 0 ? -1 : self.lastIndexOf(present(part), from)),
  "substring(int)": (self, [from]) => within(self, from, self.length),
  "substring(int,int)": (self, [from, to]) => within(self, from, to),
  "subSequence(int,int)": (self, [from, to]) => within(self, from, to),
  "toLowerCase()": (self) => self.toLowerCase(),
  "toUpperCase()": (self) => self.toUpperCase(),
  "trim()": trim,
  "strip()": (self) => self.replace(LEADING, "").replace(TRAILING, ""),
  "stripLeading()": (self) => self.replace(LEADING, ""),
  "stripTrailing()": (self) => self.replace(TRAILING, ""),
  "concat(String)": (self, [other], limits) => {
    limits.make(self.length + present<string>(other).length);
    return self + other;
  },
  "repeat(int)": (self, [count], limits) => {
    if (count < 0) throw new JavaException("IllegalArgumentException", `count is negative: ${count}`);
    limits.make(self.length * count);
    return self.repeat(count);
  },
  "matches(String)": (self, [text], { budget }) => pattern(text).matches(self, budget),
  "replace(CharSequence,CharSequence)": (self, [from, to], limits) => replaceText(self, from, to, limits),
  "replace(char,char)": (self, [from, to], limits) => replaceText(self, from, to, limits),
  "replaceAll(String,String)": (self, [text, to], limits) =>
    replaced(() => pattern(text).replaceAll(self, present(to), limits.budget), limits),
  "replaceFirst(String,String)": (self, [text, to], limits) =>
    replaced(() => pattern(text).replaceFirst(self, present(to), limits.budget), limits),
  "split(String)": (self, [text], limits) => parts(pattern(text).split(self, 0, limits.budget), limits),
  "split(String,int)": (self, [text, limit], limits) =>
    parts(pattern(text).split(self, limit, limits.budget), limits),
  "toCharArray()": (self, _args, limits) => {
    limits.make(self.length * 8);
    return new JavaList(
      Array.from({ length: self.length }, (_, at) => new JavaChar(self[at]!)),
      "chars",
    );
  },
  "getBytes()": (self, _args, limits) => {
    limits.make(self.length * 16);
    return new JavaList(
      [...Buffer.from(self)].map((byte) => int((byte << 24) >> 24)),
      "bytes",
    );
  },
  "hashCode()": (self) => int(hashOf(self)),
  "intern()": (self) => self,
  "toString()": (self) => self,
  "valueOf(Object)": (_self, [value]) => printNull(value),
  "format(String,Object...)": (_self, [text, values], limits) => format(present(text), values, limits),
  "join(CharSequence,Collection)": (_self, [between, list], limits) => {
    const items = present<JavaList>(list).items.map(printNull);
    limits.make(items.reduce((sum, item) => sum + item.length + between.length, 0));
    return items.join(present(between));
  },
});

export const CHAR = methods<JavaChar>({
  "charValue()": (self) => self,
  "toString()": (self) => self.value,
  "equals(Object)": (self, [other]) => other instanceof JavaChar && other.value === self.value,
  "compareTo(Object)": (self, [other]) =>
    int(self.value.charCodeAt(0) - present<JavaChar>(other).value.charCodeAt(0)),
  "hashCode()": (self) => int(self.value.charCodeAt(0)),
  "isDigit(char)": (_self, [char]) => /^\p{Nd}$/u.test(char),
  "isLetter(char)": (_self, [char]) => /^\p{L}$/u.test(char),
  "isLetterOrDigit(char)": (_self, [char]) => /^[\p{L}\p{Nd}]$/u.test(char),
  "isUpperCase(char)": (_self, [char]) => /^\p{Uppercase}$/u.test(char),
  "isLowerCase(char)": (_self, [char]) => /^\p{Lowercase}$/u.test(char),
});
