import type { Cursor } from "./cursor.ts";

/** Takes a comment, with the line end that ends it; one that does not end goes to the end of the template. */
export function takeComment(cursor: Cursor): boolean {
  if (cursor.starts("##")) {
    cursor.takeMatch(/[^\r\n]*(?:\r?\n|\r)?/y);
    return true;
  }
  if (!cursor.starts("#*")) return false;
  const end = cursor.text.indexOf("*#", cursor.at + 2);
  cursor.at = end < 0 ? cursor.text.length : end + 2;
  return true;
}

/** Takes `#[[…]]#` and gives what stands between, as it stands. */
export function takeUnread(cursor: Cursor): string | undefined {
  if (!cursor.starts("#[[")) return undefined;
  const from = cursor.at + 3;
  const end = cursor.text.indexOf("]]#", from);
  if (end < 0) throw cursor.fault("a #[[ without its ]]#", cursor.text.length);
  cursor.at = end + 3;
  return cursor.text.slice(from, end);
}
