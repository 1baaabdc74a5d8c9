import type { Quote } from "./shell.ts";

/** The name of the script's file. */
export const name = "apigw.bash";

export const script = String.raw`# bash completion for apigw: written by "apigw completion bash".
_apigw_complete() {
  local line first=1
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ -n $first ]]; then
      first=
      [[ $line == nospace ]] && compopt -o nospace 2>/dev/null
    else
      COMPREPLY+=("$line")
    fi
  done < <(command apigw __complete bash "${"$"}{COMP_LINE:0:COMP_POINT}" "${"$"}{COMP_LINE:COMP_POINT}" \
    "$2" "$COMP_TYPE" "${"$"}{COLUMNS:-80}" 2>/dev/null </dev/null)
}
complete -o nosort -F _apigw_complete apigw 2>/dev/null || complete -F _apigw_complete apigw
`;

/**
 * Whether bash reads nothing into a character, wherever it stands; letters of other scripts are among them.
 * What Unicode calls a letter is looked up for those alone: it takes longer than all else at a TAB.
 */
const isHarmless = (c: string): boolean =>
  c < "\x80" ? /[A-Za-z0-9_./:@%+,-]/.test(c) : /^[\p{L}\p{N}\p{M}]$/u.test(c);

/** A text for bash, to be typed where the given quotes are open; they stay open. */
export function quoteForBash(text: string, quote: Quote, atStart: boolean): string {
  if (quote === "'") return text.replaceAll("'", "'\\''");
  if (quote === '"')
    // A backslash before `!` would stay in the value, and without one it recalls the history.
    return text.replaceAll(/["$`\\]/g, "\\$&").replaceAll("!", `"'!'"`);
  if (quote === "$'") return text.replaceAll(/['\\]/g, "\\$&");
  // {petId} alone is no brace expansion: that takes a comma or two dots.
  const braces = /[,]|\.\./.test(text) ? "" : "{}";
  return [...text]
    .map((c, i) => {
      if (isHarmless(c) || braces.includes(c)) return c;
      if (c === "=" && !(atStart && i === 0)) return c;
      return `\\${c}`;
    })
    .join("");
}
