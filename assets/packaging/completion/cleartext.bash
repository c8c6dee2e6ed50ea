# bash completion for cleartext. The program says what may follow (cleartext complete), so that nothing here is ever stale.
_cleartext() {
  local line last=${COMP_WORDS[COMP_CWORD]} names
  last=${last#[\"\']}
  last=${last//\\/}  # as it will be called, not as it is typed
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files) mapfile -t names < <(compgen -f -- "$last") ;;
      :folders) mapfile -t names < <(compgen -d -- "$last") ;;
      :programs) mapfile -t names < <(compgen -c -- "$last") ;;
      :lessons) mapfile -t names < <(compgen -W "$("$1" lessons 2>/dev/null | cut -d ' ' -f 1)" -- "$last") ;;
      *) names=("${line%%$'\t'*}") ;;
    esac
    case $line in :files | :folders) compopt -o filenames 2>/dev/null ;; esac
    COMPREPLY+=("${names[@]}")
  done < <("$1" complete -- "${COMP_WORDS[@]:1:COMP_CWORD-1}" "$last" 2>/dev/null)
}
complete -F _cleartext cleartext
