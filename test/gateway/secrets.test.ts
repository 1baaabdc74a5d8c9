import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escaped, plain, seen } from "../../src/gateway/messages/plain.ts";
import { withoutSecrets } from "../../src/gateway/messages/secrets.ts";

const S = "hush4711hush";

describe("what looks like a secret is left out of texts", () => {
  test.each([
    `Authorization: Bearer ${S}`,
    `Endpoint request headers: {X-Id=1, Authorization=Bearer ${S}, Accept=text/html}`,
    `Method request headers: {x-api-key=${S}, Cookie=a=${S}; b=${S}}`,
    `Cookie: session=${S}`,
    `Set-Cookie: ${S}`,
    `GET https://example.com/?token=${S}&page=2`,
    `GET /pets?X-Amz-Signature=${S}&X-Amz-Security-Token=${S}`,
    `https://me:${S}@example.com/x`,
    `postgres://me:${S}@db/x`,
    `{"password":"${S}","name":"x"}`,
    `{"password" : "${S}"}`,
    `{\\"password\\":\\"${S}\\",\\"page\\":1}`,
    `{"client_secret":"${S}\\"${S}"}`,
    `user=me&passwd=${S}&page=2`,
    `aws_secret_access_key = ${S}`,
    `Basic ${Buffer.from(`me:${S}`).toString("base64")} ${S}`.replace(` ${S}`, ""),
    `token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI${S}.${S}`,
    `-----BEGIN RSA PRIVATE KEY-----\n${S}\n-----END RSA PRIVATE KEY-----`,
    `apiKey: '${S}'`,
    `{"tokens":["${S}","${S}"],"page":1}`,
    `{"tokens": [\n  "${S}"\n], "page": 1}`,
    `{"secret": {"user": "me", "value": "${S}"}}`,
    `<Credentials><SecretAccessKey>${S}</SecretAccessKey><SessionToken>${S}</SessionToken></Credentials>`,
    `<wsse:Password Type="text">${S}</wsse:Password>`,
    `pwd=${S}`,
    `ghp_${S}${S}`,
    `xoxb-1234-${S}`,
    `sk_live_${S}`,
  ])("%s", (text) => {
    const shown = withoutSecrets(text);
    expect(shown).not.toContain(S);
    expect(shown).not.toContain(Buffer.from(`me:${S}`).toString("base64"));
    expect(shown).toContain("[redacted]");
  });

  test.each([
    "credentials=arn:aws:iam::123456789012:role/caller",
    '{"credentials":"arn:aws:iam::123456789012:role/caller","apiKeyRequired":false,"authorizationType":"NONE"}',
    "integration.request.header.Authorization=method.request.header.Authorization",
    "Method completed with status: 200",
    "Execution failed due to configuration error: no match for output mapping",
    "https://example.com/pets?page=2",
    "The security token included in the request is invalid",
    '{"max_tokens":512,"inputTokens":3,"max_tokens_to_sample":4,"token_type":"id"}',
    "<NextToken>abc</NextToken><TokenType>x</TokenType>",
    "Weaker: authorization goes from AWS_IAM to NONE",
  ])("and nothing else is: %s", (text) => expect(withoutSecrets(text)).toBe(text));

  test("what stands beside a secret stays", () => {
    expect(withoutSecrets(`{Authorization=Bearer ${S}, Accept=text/html}`)).toBe(
      "{Authorization=[redacted], Accept=text/html}",
    );
    expect(withoutSecrets(`a=1&token=${S}&b=2`)).toBe("a=1&token=[redacted]&b=2");
    expect(withoutSecrets(`{"a":1,"token":"${S}","b":2}`)).toBe('{"a":1,"token":"[redacted]","b":2}');
  });

  test("it ends, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        expect(typeof withoutSecrets(`token=${text}"password":"${text}`)).toBe("string");
      }),
    );
    withoutSecrets(`token${"-token".repeat(5000)}`);
    withoutSecrets(`"password":"${"\\".repeat(20000)}`);
    withoutSecrets(`${'"token":['.repeat(5000)}`);
    withoutSecrets(`${"<token ".repeat(5000)}`);
  });
});

describe("nothing that is printed acts on a terminal", () => {
  const ACTS =
    /[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]|\x1b(?!\[[\d;]*m)/;
  const nasty = fc
    .array(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 5 }),
        fc.constantFrom(
          "\x1b]0;title\x07",
          "\x1b]8;;http://x\x1b\\link",
          "\x1b[2J",
          "\x1b[31m",
          "\x9b31m",
          "\u202egnp.exe",
          "\r",
          "\x1bP+q\x1b\\",
          "\n",
          "\t",
          "\x1b",
        ),
      ),
      { maxLength: 20 },
    )
    .map((parts) => parts.join(""));

  test("lines keep their colours and lose all else", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(seen(text)).not.toMatch(ACTS);
      }),
    );
    expect(seen("\x1b[31mred\x1b[0m\ta\nb")).toBe("\x1b[31mred\x1b[0m\ta\nb");
    expect(seen("a\x1b]0;title\x07b\x1b]8;;http://x\x1b\\c\u202ed\r")).toBe("abcd");
  });

  test("a word of somebody else's is one line without colours", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(plain(text)).not.toMatch(ACTS);
        expect(plain(text)).not.toMatch(/[\n\t\x1b]/);
      }),
    );
  });

  test("JSON is escaped and says the same", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const json = escaped(JSON.stringify({ text }, null, 2));
        expect(json).not.toMatch(ACTS);
        expect(JSON.parse(json)).toEqual({ text });
      }),
    );
  });
});
