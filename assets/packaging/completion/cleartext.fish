# fish completion for cleartext. The program says what may follow (cleartext complete), so that nothing here is ever stale.
function __cleartext_complete
    set -l words (commandline -opc)
    set -l last (commandline -ct)
    for line in ($words[1] complete -- $words[2..-1] (string unescape -- "$last"; or echo "$last") 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path (string unescape -- "$last"; or echo "$last")
            case :folders
                __fish_complete_directories "$last" ''
            case :programs
                complete -C "$last"
            case :lessons
                $words[1] lessons 2>/dev/null | string replace -r '^(\S+)\s+(.*)$' '$1\t$2'
            case '*'
                echo $line
        end
    end
end
complete -c cleartext -f -a '(__cleartext_complete)'
