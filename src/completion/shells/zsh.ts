/** The name that zsh looks for. */
export const name = "_apigw";

export const script = String.raw`#compdef apigw
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
