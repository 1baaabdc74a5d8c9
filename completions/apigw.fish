# fish completion for apigw: written by "apigw completion fish".
function __apigw_complete
    command apigw __complete fish (commandline -cp | string collect --allow-empty) 2>/dev/null </dev/null
end
complete --command apigw --no-files --keep-order --arguments '(__apigw_complete)'
