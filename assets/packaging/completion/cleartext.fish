# fish completion for cleartext; options are asked from the program itself.
set -l commands play serve shell analyze crack fault state lessons grade tour manual doctor
complete -c cleartext -f -n "not __fish_seen_subcommand_from $commands" -a "$commands"
complete -c cleartext -l network -x -a 'private loopback recorded auto'
complete -c cleartext -l format -x -a 'text csv jsonl'
complete -c cleartext -l show -x -a 'packets streams dialogue messages files credentials weaknesses summary'
complete -c cleartext -f -n '__fish_seen_subcommand_from play' -a '(cleartext lessons 2>/dev/null | cut -d" " -f1)'
complete -c cleartext -f -n '__fish_seen_subcommand_from fault' -a 'list withdraw clear order off silent reply delay cut full-mailbox full-disk strip-starttls slow refuse-tls lift'
complete -c cleartext -F -n '__fish_seen_subcommand_from analyze crack grade lessons'
