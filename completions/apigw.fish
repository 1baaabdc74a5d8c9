# fish completion for apigw: written by "apigw completion fish".
function __apigw_complete
    set -l before (commandline -cp | string collect --allow-empty)
    set -l begun (commandline -ct | string collect --allow-empty)
    set -l word (commandline -t | string collect --allow-empty)
    set -l after (string sub --start (math (string length -- "$begun") + 1) -- "$word" | string collect --allow-empty)
    command apigw __complete fish "$before" "$after" 2>/dev/null </dev/null
end
complete --command apigw --no-files --keep-order --arguments '(__apigw_complete)'
