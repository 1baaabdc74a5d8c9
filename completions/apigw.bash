# bash completion for apigw: written by "apigw completion bash".
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
  done < <(command apigw __complete bash "${COMP_LINE:0:COMP_POINT}" "${COMP_LINE:COMP_POINT}" \
    "$2" "$COMP_TYPE" "${COLUMNS:-80}" 2>/dev/null </dev/null)
}
complete -o nosort -F _apigw_complete apigw 2>/dev/null || complete -F _apigw_complete apigw
