/** The name that fish looks for. */
export const name = "apigw.fish";

// Wherever in a word the cursor is, fish completes the whole of it, from its end: `-cp` reaches there.
export const script = `# fish completion for apigw: written by "apigw completion fish".
function __apigw_complete
    command apigw __complete fish (commandline -cp | string collect --allow-empty) 2>/dev/null </dev/null
end
complete --command apigw --no-files --keep-order --arguments '(__apigw_complete)'
`;
