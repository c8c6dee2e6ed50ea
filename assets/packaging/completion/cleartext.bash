# bash completion for cleartext. Words and options are asked from the program itself, so that they are never stale.
_cleartext() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command='' word
  local commands='play serve shell analyze crack fault state lessons grade tour manual doctor'
  COMPREPLY=()
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case " $commands " in *" $word "*) command=$word; break ;; esac
  done
  case $previous in
    --network) COMPREPLY=($(compgen -W 'private loopback recorded auto' -- "$current")); return ;;
    --format) COMPREPLY=($(compgen -W "$([ "$command" = grade ] && echo 'csv jsonl' || echo 'text jsonl')" -- "$current")); return ;;
    --show) COMPREPLY=($(compgen -W 'packets streams dialogue messages files credentials weaknesses summary' -- "$current")); return ;;
    --data | --save | --html | --gradescope-bundle) COMPREPLY=($(compgen -d -- "$current")); return ;;
    --pcap | --pdf | --keylog | --open | --roster | --class-key | --hand-in) COMPREPLY=($(compgen -f -- "$current")); return ;;
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" $command --help 2>/dev/null | grep -o -- '--[a-z-]*')" -- "$current"))
  elif [ -z "$command" ]; then
    COMPREPLY=($(compgen -W "$commands" -- "$current"))
  else
    case $command in
      play) COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" lessons 2>/dev/null | cut -d' ' -f1)" -- "$current") $(compgen -d -- "$current")) ;;
      analyze | crack | grade | lessons) COMPREPLY=($(compgen -f -- "$current")) ;;
      fault) COMPREPLY=($(compgen -W 'list withdraw clear order off silent reply delay cut full-mailbox full-disk strip-starttls slow refuse-tls lift' -- "$current")) ;;
      shell) COMPREPLY=($(compgen -c -- "$current")) ;;
    esac
  fi
}
complete -o filenames -F _cleartext cleartext
