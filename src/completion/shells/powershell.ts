/** The name of the script's file. */
export const name = "apigw.ps1";

export const script = `# PowerShell completion for apigw: written by "apigw completion powershell".
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

/** A whole word for PowerShell: bare where it can be, else in single quotes. */
export function quoteForPowerShell(text: string): string {
  // @ begins a splat, commas make a list. A word that begins with a dash is a parameter's name, which a dot cuts in two.
  if (/^(?:--?[A-Za-z][A-Za-z-]*|[A-Za-z0-9_./\\][A-Za-z0-9_./\\:+=-]*)$/.test(text)) return text;
  return `'${text.replaceAll(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`;
}
