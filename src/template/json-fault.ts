const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const BLANK = /[ \t\n\r]*/y;
const DEEPEST = 500;

/** Where a text stops being JSON, counted from 0; undefined where it is JSON. Engines do not always say it. */
export function jsonFaultAt(text: string): number | undefined {
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at += found[0].length;
    return found !== null;
  };
  const blank = () => take(BLANK);
  const sign = (one: string): boolean => {
    blank();
    if (text[at] !== one) return false;
    at += 1;
    return true;
  };
  const list = (end: string, item: () => boolean): boolean => {
    if (sign(end)) return true;
    do {
      if (!item()) return false;
    } while (sign(","));
    return sign(end);
  };
  const value = (depth: number): boolean => {
    if (depth > DEEPEST) return false;
    if (sign("{"))
      return list("}", () => {
        blank();
        return take(TEXT) && sign(":") && value(depth + 1);
      });
    if (sign("[")) return list("]", () => value(depth + 1));
    return take(TEXT) || take(LITERAL);
  };
  if (!value(0)) return at;
  blank();
  return at === text.length ? undefined : at;
}
