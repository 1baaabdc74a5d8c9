import { PAGES } from "../../gateway/checks/pages/index.ts";
import type { Example } from "../../gateway/checks/pages/page.ts";
import { RULES, type RuleId } from "../../gateway/checks/rule-ids.ts";

/** All rules by the checks they belong to. */
const byCheck = (): ReadonlyMap<string, readonly RuleId[]> => {
  const found = new Map<string, RuleId[]>();
  for (const id of Object.keys(RULES) as RuleId[]) {
    const [check] = RULES[id];
    found.set(check, [...(found.get(check) ?? []), id]);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** `docs/rules/README.md` */
export function rulesIndex(): string {
  const lines = [...byCheck()].flatMap(([check, ids]) => [
    `## ${check}`,
    "",
    ...ids.map((id) => `- [${id}](${id}.md) (${RULES[id][1]}): ${PAGES[id].title}.`),
    "",
  ]);
  return `# Rules of check-method

What \`apigw check-method\` finds in methods that exist, \`create-method\` and \`update-method\` find before their first write. An **error** fails when the method is called, a **warning** may, a **note** fails nothing that is called in the usual way. What could not be looked at is **not checked** (\`not-checked\`), never fine.

\`--rule ID\` reports one rule alone, \`--ignore ID\` leaves one out, \`--ignore-file FILE\` has a line for each that is meant so, with its reason:

\`\`\`
# RULE  [METHOD /path]  # reason
mock-content-type                # only browsers call OPTIONS
form-unencoded  POST /orders     # what calls it encodes by itself
\`\`\`

\`--skip-check CHECK\` does not make a whole check, below by its name; \`--fail-on LEVEL\` says what makes it leave with 1.

${lines.join("\n").trimEnd()}
`;
}

/** `docs/rules/ID.md` */
export function rulePage(id: RuleId): string {
  const { title, happens, because, mend, source, example } = PAGES[id];
  const [check, level] = RULES[id];
  return `# ${id}

${title}.

| | |
|---|---|
| Level | ${level} |
| Check | \`--skip-check ${check}\` |
| Source | ${source} |

**When called.** ${happens}

**Why.** ${because}

**What to do.** ${mend}

## Example

${exampleOf(example, check)}
`;
}

const block = (lines: readonly string[]): string => `\`\`\`sh\n${lines.join("\n")}\n\`\`\``;

/** The lines that lead to the finding, the last one prints it. */
export function exampleOf(example: Example, check: string): string {
  const { flags, before = [], after = [], method = "POST", resource = "/example" } = example;
  const { commands = [], edits = [], all } = example;
  const aws = [...before, ...after];
  const at = `--api petstore --resource ${resource} --method ${method}`;
  const create =
    flags === undefined
      ? []
      : [`apigw create-method --sandbox ${at} --create-resource ${flags} --skip-check ${check}`];
  const look = `apigw check-method --sandbox ${all ? "--api petstore --all" : at}`;
  if (aws.length === 0)
    return `${edits.length > 0 ? `${BY_HAND}\n\n` : ""}${block([...commands.map((line) => `apigw ${line}`), ...create, ...edits.map(edited), look])}`;
  const names = VARIABLES.filter(([name]) => aws.some((line) => line.includes(name)));
  const makes = flags === undefined;
  const readied = [
    'export AWS_ENDPOINT_URL="http://127.0.0.1:4599"  # of: apigw sandbox --port 4599',
    ...names.filter(([name]) => name === "$API").map(([, line]) => line),
    ...(makes ? [MAKES] : []),
  ];
  const later = names
    .filter(([name]) => name !== "$API" && !(makes && name === "$RESOURCE"))
    .map(([, line]) => line);
  const lines = (all: readonly string[]) => all.map((line) => `aws ${quoted(line)}`);
  return block(
    makes
      ? [...readied, ...later, ...lines(before), look]
      : [...readied, ...lines(before), ...create, ...later, ...lines(after), look],
  );
}

const BY_HAND =
  "AWS refuses it where it is put, or gives no way to it; what was put before, or was changed around it, is there. In the sandbox its state is changed by hand:";

const edited = ([from, to]: readonly [string, string]): string =>
  `sed -i 's|${literally(from)}|${to}|' ~/.local/state/apigw/sandbox.json`;

/** A text as sed finds it. */
const literally = (text: string): string => text.replaceAll(/[.*[\]^$\\]/g, "\\$&");

const MAKES = `RESOURCE=$(aws apigateway create-resource --rest-api-id $API --path-part example --parent-id $(aws apigateway get-resources --rest-api-id $API --query "items[?path=='/'].id" --output text) --query id --output text)`;
const VARIABLES: readonly (readonly [string, string])[] = [
  ["$API", `API=$(aws apigateway get-rest-apis --query "items[?name=='petstore'].id" --output text)`],
  [
    "$RESOURCE",
    `RESOURCE=$(aws apigateway get-resources --rest-api-id $API --query "items[?path=='/example'].id" --output text)`,
  ],
  [
    "$AUTHORIZER",
    `AUTHORIZER=$(aws apigateway get-authorizers --rest-api-id $API --query "items[?name=='gone'].id" --output text)`,
  ],
  ["$LINK", `LINK=$(aws apigateway get-vpc-links --query "items[?name=='backend'].id" --output text)`],
  ["$LINK_V2", `LINK_V2=$(aws apigatewayv2 get-vpc-links --query "Items[0].VpcLinkId" --output text)`],
];

/** A line of the AWS CLI with what a shell would read in quotes; the ids' names stay bare. */
const quoted = (line: string): string =>
  line
    .split(" ")
    .map((word) => (/^[\w@%+=:,./$-]+$/.test(word) ? word : `'${word}'`))
    .join(" ");
