const NAME = String.raw`[\w.-]*(?:authorization|cookie|api[-_]?key|access[-_]?key|token|secret|passw(?:or)?d|pwd|passphrase|signature|credential|session[-_]?id|private[-_]?key)[\w.-]*`;
const NAMED = new RegExp(NAME, "i");

// `credentials` of an integration is a role's ARN, which is no secret and the thing one debugs; so are names of settings.
// Language models count tokens.
const HARMLESS =
  /^(?:credentials|apiKeyRequired|apiKeySource|authorizationType|authorizationScopes|authorizerId|identitySource|nextToken|token_?type|(?:(?:max|min|num|total|input|output|new|prompt|completion|cached)[a-z_-]*tokens?(?:_?(?:count|to_sample))?))$/i;

/** Where a value comes from, and the name of a thing, are no secrets: a mapping expression, an ARN. */
const OPEN =
  /^(?:method|integration|context|stageVariables|route)\.|^arn:|^\[redacted|^\$(?:input|context|util|stageVariables|\{)/;

export const GONE = "[redacted]";

/** Headers that only say whether credentials may be sent. */
const SAYS_WHETHER = /access-control-allow-(?:credentials|headers|origin|methods)$/i;

/** Whether what stands under this name is a secret, as far as names tell. */
export const isSecretName = (name: string): boolean => NAMED.test(name) && !isHarmless(name);

const isHarmless = (name: string): boolean => HARMLESS.test(name) || SAYS_WHETHER.test(name);

/** A text that stands under the name of a secret. */
export const hidden = (text: string): string => (text === "" || OPEN.test(text) ? text : GONE);

// A list or an object of JSON; a value in quotes; else what goes on to the end of an entry of a list, a form or a line.
const VALUE = String.raw`\[[^\]]*\]|\{[^{}]*\}|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\\"(?:(?!\\").)*\\"|[^\r\n,;&}\])"']*`;
const ENTRY = new RegExp(String.raw`(\\?["']?)(?<![\w.-])(${NAME})\1(\s*[=:]\s*)(${VALUE})`, "gi");

/** These two go on behind blanks and semicolons, to the next header of a list or the end of the line. */
const HEADER =
  /((?:proxy-)?authorization|(?:set-)?cookie)(\s*[=:]\s*)([^\s"'][^\r\n}"']*?)(?=,\s*[\w-]+[=:]|[\r\n}"']|$)/gi;

const ELEMENT = new RegExp(String.raw`(<(?:\w+:)?(${NAME})(?:\s[^<>]*)?>)([^<]+)(?=</)`, "gi");

/** Keys that say by their first letters what they are. */
const BY_FORM =
  /\b(?:gh[opsur]_\w{20,}|github_pat_\w{20,}|xox[abeprs]-[\w-]{8,}|[rs]k_(?:live|test)_\w{10,})/g;

/** A text without what looks like a secret in it: headers, query strings, forms, JSON, XML, URLs, tokens, keys. */
export const withoutSecrets = (text: string): string =>
  text
    .replaceAll(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, GONE)
    .replaceAll(/\b([a-z][a-z\d+.-]*:\/\/)[^\s/@"'<>]+@/gi, `$1${GONE}@`)
    .replaceAll(HEADER, (_, name: string, between: string, value: string) => name + between + hidden(value))
    .replaceAll(ENTRY, (whole, quote: string, name: string, between: string, value: string) => {
      const bare = value.replace(/^\\?["']/, "").replace(/\\?["']$/, "");
      if (isHarmless(name) || bare.trim() === "" || hidden(bare.trim()) !== GONE) return whole;
      const [mark = ""] = /^\\?["']/.exec(value) ?? [];
      return `${quote}${name}${quote}${between}${mark}${GONE}${mark}`;
    })
    .replaceAll(/\b(Bearer|Basic|Digest)\s+(?!\[redacted\])[\w.~+/=-]{6,}/gi, `$1 ${GONE}`)
    .replaceAll(ELEMENT, (whole, tag: string, name: string, value: string) =>
      isHarmless(name) ? whole : tag + hidden(value),
    )
    .replaceAll(BY_FORM, GONE)
    .replaceAll(/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, GONE);
