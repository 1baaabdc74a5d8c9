/** IAM's escapes (user guide, "Policy variables"): `${*}`, `${?}` and `${$}` stand for these characters themselves. */
const ESCAPED = /\$\{([*?$])\}/g;

/** A text of which every character stands for itself where it is part of a pattern. */
export const literally = (text: string): string => text.replace(/[*?$]/g, "${$&}");

/** What a text with escapes says where there are no patterns. */
export const unescaped = (text: string): string => text.replace(ESCAPED, "$1");

/** Whether a text fits a pattern of a policy: `*` for any text, `?` for one character. In at most length × length steps. */
export function fitsPattern(pattern: string, text: string): boolean {
  const parts = pattern.match(/\$\{[*?$]\}|[\s\S]/g) ?? [];
  let at = 0;
  let star = -1;
  let resumed = 0;
  for (let index = 0; index < text.length; ) {
    if (parts[at] === "*") {
      star = at++;
      resumed = index;
    } else if (at < parts.length && (parts[at] === "?" || unescaped(parts[at]!) === text[index])) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++resumed;
    } else return false;
  }
  while (parts[at] === "*") at++;
  return at === parts.length;
}
