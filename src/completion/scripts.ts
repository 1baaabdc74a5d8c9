import type { Shell } from "./shell.ts";

// The scripts are thin: they hand the line to `apigw __complete` and show what comes back. None of them evaluates
// anything of it.

const bash = String.raw`# bash completion for apigw: written by "apigw completion bash".
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

const zsh = String.raw`#compdef apigw
# zsh completion for apigw: written by "apigw completion zsh".
_apigw() {
  local answer line value label
  local -a closed closed_labels open open_labels
  answer="$(command apigw __complete zsh "${"$"}{(j: :)words[1,CURRENT-1]} $QIPREFIX$IPREFIX$PREFIX" "$SUFFIX" \
    2>/dev/null </dev/null)"
  for line in "${"$"}{(@f)answer}"; do
    [[ -n $line ]] || continue
    value="${"$"}{line%%$'\t'*}"
    label="${"$"}{line#*$'\t'}"
    if [[ $value == +* ]]; then
      value="${"$"}{value#+}"
      open+=("$value")
      open_labels+=("$value${"$"}{label:+  -- $label}")
    else
      value="${"$"}{value#-}"
      closed+=("$value")
      closed_labels+=("$value${"$"}{label:+  -- $label}")
    fi
  done
  # -U: they were matched already; zsh quotes them as the word at the cursor is quoted.
  (( $#closed )) && compadd -U -V apigw -l -d closed_labels -a -- closed
  (( $#open )) && compadd -U -V apigw -l -S '' -d open_labels -a -- open
  (( $#closed + $#open ))
}
if [[ $funcstack[1] == _apigw ]]; then
  _apigw "$@"
elif (( $+functions[compdef] )); then
  compdef _apigw apigw
fi
`;

// Wherever in a word the cursor is, fish completes the whole of it, from its end: `-cp` reaches there.
const fish = `# fish completion for apigw: written by "apigw completion fish".
function __apigw_complete
    command apigw __complete fish (commandline -cp | string collect --allow-empty) 2>/dev/null </dev/null
end
complete --command apigw --no-files --keep-order --arguments '(__apigw_complete)'
`;

const powershell = `# PowerShell completion for apigw: written by "apigw completion powershell".
Register-ArgumentCompleter -Native -CommandName apigw -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $text = $commandAst.Extent.Text
    $at = [Math]::Max($cursorPosition - $commandAst.Extent.StartOffset, 0)
    # Blanks behind the last word belong to no part of the command.
    $before = $text.Substring(0, [Math]::Min($at, $text.Length)).PadRight($at)
    $after = $text.Substring([Math]::Min($at, $text.Length))
    $words = @($before, $after) | ForEach-Object { [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($_)) }
    $answer = & apigw __complete powershell @words 2>$null | Out-String
    if ($answer) {
        foreach ($one in ($answer | ConvertFrom-Json)) {
            [System.Management.Automation.CompletionResult]::new($one.text, $one.list, 'ParameterValue', $one.tip)
        }
    }
}
`;

/** What a shell loads to complete the words of apigw. */
export const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish, powershell };

/** The names that the shells look for. */
export const scriptNames: Readonly<Record<Shell, string>> = {
  bash: "apigw.bash",
  zsh: "_apigw",
  fish: "apigw.fish",
  powershell: "apigw.ps1",
};
