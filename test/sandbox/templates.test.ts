import { TestInvokeMethodCommand } from "@aws-sdk/client-api-gateway";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestWorld } from "./world.ts";

// What a template prints leaves through the response template: a mock's answer has no body of its own.
const OUT = "$context.requestOverride.path.out";

let world: TestWorld;
let made = 0;
beforeAll(async () => {
  world = new TestWorld();
  await world.api();
});
afterAll(() => world.close());

/** Calls a mock whose request template sets `$out`, and gives what the response template prints of it. */
async function call(template: string, body = "", query = "") {
  made += 1;
  const path = `/t${made}`;
  await world.method({
    path,
    verb: "POST",
    integration: {
      type: "MOCK",
      requestTemplates: {
        "application/json": `${template}#set(${OUT} = $out){"statusCode": 200}`,
      },
    },
    responses: {
      200: { integration: { statusCode: "200", responseTemplates: { "application/json": `[${OUT}]` } } },
    },
  });
  const answer = await world.client.send(
    new TestInvokeMethodCommand({
      restApiId: world.apiId,
      resourceId: await world.resource(path),
      httpMethod: "POST",
      pathWithQueryString: `${path}${query}`,
      body,
    }),
  );
  return { status: answer.status, body: answer.body, log: answer.log ?? "" };
}

const printed = async (template: string, body?: string, query?: string) =>
  (await call(template, body, query)).body?.slice(1, -1);

describe("paths, as Jayway reads them", () => {
  const body =
    '{"crew": [{"name": "Ada", "age": 36, "tags": ["a"]}, {"name": "Bo", "age": 41, "boat": "x"}, {"name": "Cy", "age": 7, "tags": []}], "most": 40, "none": []}';
  it.each([
    ["$.crew.length()", "3"],
    ["$.crew[0].name.length()", ""],
    ["$.crew[*].age.length()", "[null,null,null]"],
    ["$.crew[0,2].name", '["Ada","Cy"]'],
    ["$.crew[-1].name", "Cy"],
    ["$.crew[0:1].name", '["Ada"]'],
    ["$.crew[-2:].name", '["Bo","Cy"]'],
    ["$.crew[1:-1].name", "[]"],
    ["$.crew[0]['name','age']", "{name=Ada, age=36}"],
    ["$.crew[?(@.age < $.most && @.tags)].name", '["Ada","Cy"]'],
    ["$.crew[?(!@.tags || @.age > 100)].name", '["Bo"]'],
    ["$.crew[?(@.name in ['Bo', 'Cy'])].age", "[41,7]"],
    ["$.crew[?(@.tags contains 'a')].name", '["Ada"]'],
    ["$.crew[?(@.tags empty true)].name", '["Cy"]'],
    ["$.crew[?(@.name =~ /a.*/i)].name", '["Ada"]'],
    ["$.crew[?(@.age == '41')].name", '["Bo"]'],
    ["$.crew[?(@.boat != 'x')].name", '["Ada","Cy"]'],
    ["$..age.sum()", "84.0"],
    ["$.sum($.crew[*].age)", "84.0"],
    ["$.most.nope", ""],
    ["$.nope[*].name", ""],
    ["$.none[*].name", "[]"],
    ["$..nope", "[]"],
    ["$.keys()", "[crew, most, none]"],
    ["$.crew[0", ""],
    ["crew[0].name", "Ada"],
  ])("%s: %s", async (path, text) => {
    expect(await printed(`#set($out = $input.path("${path}"))`, body)).toBe(text);
  });
});

describe("values of a body", () => {
  it.each([
    ["9007199254740993", "9007199254740993"],
    ["123456789012345678901234567890", "123456789012345678901234567890"],
    ["12.50", "12.50"],
    ["1e3", "1e3"],
    ["-0.10", "-0.10"],
  ])("the number %s stays as it came", async (number, text) => {
    const body = `{"n": ${number}}`;
    expect(await printed("#set($out = $input.path('$.n'))", body)).toBe(text);
    expect(await printed("#set($out = $input.json('$'))", body)).toBe(`{"n":${text}}`);
    expect(await printed("#set($out = $input.path('$'))", body)).toBe(`{n=${text}}`);
  });

  it("is reckoned with as in Java", async () => {
    const body = '{"big": 9007199254740993, "price": 12.50, "count": 7}';
    expect(await printed("#set($out = $input.path('$.big') + 1)", body)).toBe("9007199254740994");
    expect(await printed("#set($out = $input.path('$.price') * 2)", body)).toBe("25.0");
    expect(await printed("#set($out = $input.path('$.count') / 2)", body)).toBe("3");
    expect(await printed("#set($out = 2147483647 + 1)", body)).toBe("2147483648");
    expect(await printed("#set($out = $input.path('$.big').class.name)", body)).toBe("java.lang.Long");
  });

  it("keeps the order of its keys", async () => {
    const body = '{"b": 1, "10": 2, "a": 3, "2": 4}';
    expect(await printed("#set($out = $input.json('$'))", body)).toBe('{"b":1,"10":2,"a":3,"2":4}');
    expect(await printed("#set($out = $input.path('$').keySet())", body)).toBe("[b, 10, a, 2]");
  });

  it.each(["a=b", "a{b", "null{", "true{", "plain text"])(
    "%s, which is no JSON, is its text",
    async (body) => {
      expect(await printed("#set($out = $input.path('$'))", body)).toBe(body);
      expect(await printed("#set($out = $input.json('$'))", body)).toBe(JSON.stringify(body));
    },
  );

  it("a text is the text, in JSON its JSON", async () => {
    expect(await printed("#set($out = $input.path('$'))", '"a=b"')).toBe("a=b");
    expect(await printed("#set($out = $input.json('$'))", '"a=b"')).toBe('"a=b"');
  });

  // json-smart 2.6, permissive: compared with it.
  it.each([
    ['{"a": 1} and more', "{a=1}"],
    ["[1] [2]", "[1]"],
    ["['a' \"b\" c, d]", '["a","b","c","d"]'],
    ["[1 2,, 3,]", '["1 2",3]'],
    ["{a: b c, 'd': 0x1, e f: .5}", "{a=b c, d=0x1, e f=.5}"],
    ['{"a": 007, "b": -, "c": 1., "d": -0}', "{a=7, b=0, c=1.0, d=0}"],
    ['{"a": "x\\q\\x41\\u00e9"}', "{a=xAé}"],
    ["'quoted' rest", "quoted"],
    ["null", ""],
    ["  words  ", "words"],
    ["{a: 1, a: 2}", "{a=2}"],
  ])("%s is read as %s", async (body, text) => {
    expect(await printed("#set($out = $input.path('$'))", body)).toBe(text);
  });
  it.each([
    ["{", "End Of File position 0"],
    ['{"a"}', "character (}) at position 3."],
    ["{a: 1", "End Of File position 4"],
    ['{"a": "b" c}', "token c at position 9."],
    ["{a: ]}", "character (]) at position 4."],
    ['{"a": "\\u12"}', "unicode escape sequence"],
    ['"no end', "End Of File position 7"],
  ])("%s cannot be read", async (body, why) => {
    const { status, body: answer } = await call("#set($out = $input.path('$'))", body);
    expect([status, answer]).toEqual([400, expect.stringContaining(`ParseException: Unexpected ${why}`)]);
  });
  it("an object that is broken is the caller's fault", async () => {
    const { status, body } = await call("#set($out = $input.path('$'))", "{a");
    expect(status).toBe(400);
    expect(JSON.parse(body ?? "")).toEqual({
      message:
        "Could not process payloadnet.minidev.json.parser.ParseException: Unexpected End Of File position 1: null",
    });
  });
});

describe("Java's methods", () => {
  it.each([
    ["'a,b,,c,,'.split", "$s.split(',').size()", "a,b,,c,,", "4"],
    ["a pattern to split at", "$s.split('[,;]')[1]", "a;b", "b"],
    ["replaceAll with a group", "$s.replaceAll('(\\w+)@(\\w+)', '$2 at $1')", "me@home", "home at me"],
    ["the dot stops at a line end", "$s.matches('a.*')", "a\nb", "false"],
    ["the dot with its flag does not", "$s.matches('(?s)a.*')", "a\nb", "true"],
    ["matches takes the whole", "$s.matches('a')", "ab", "false"],
    ["possessive", "$s.matches('a*+a')", "aaa", "false"],
    ["quoted", "$s.replaceAll('\\Q.\\E', '-')", "a.b", "a-b"],
    ["a named group", "$s.replaceAll('(?<x>b)', '[${x}]')", "abc", "a[b]c"],
    ["substring", "$s.substring(1, 3)", "abcd", "bc"],
    ["indexOf", "$s.indexOf('c')", "abc", "2"],
    ["equals", "$s.equals('abc')", "abc", "true"],
  ])("%s", async (_what, expression, text, expected) => {
    const template = `#set($s = $input.path('$'))#set($out = ${expression})`;
    expect(await printed(template, text)).toBe(expected);
  });

  it("parses a number in a text", async () => {
    const template = "#set($Integer = 0)#set($out = $Integer.parseInt($input.params('from')) + 10)";
    expect(await printed(template, "", "?from=32")).toBe("42");
  });

  it("puts into lists and takes out of them", async () => {
    const template =
      "#set($l = [1, 2])#set($x = $l.add(0, 'first'))#set($x = $l.remove(1))#set($out = \"$l $x $l.class.name\")";
    expect(await printed(template)).toBe("[first, 2] 1 java.util.ArrayList");
  });

  it.each([
    ["an index that is not there", "$l.get(7)", "IndexOutOfBoundsException"],
    ["a number that is none", "$n.parseInt('x')", "NumberFormatException"],
    ["a pattern that Java refuses", "$s.matches('(a')", "PatternSyntaxException"],
  ])("%s ends the call, and the log says why", async (_what, expression, exception) => {
    const { status, log } = await call(`#set($l = [])#set($n = 0)#set($s = 'a')#set($out = ${expression})`);
    expect(status).toBe(500);
    expect(log).toContain("Execution failed due to configuration error: Unable to transform request");
    expect(log).toContain(exception);
  });
});

describe("directives", () => {
  it.each([
    ["#break", "#foreach($i in [1..5])#if($i == 3)#break#end$i#end", "12"],
    [
      "$foreach",
      "#foreach($i in ['a', 'b'])$foreach.index$foreach.count$foreach.first$foreach.last #end",
      "01truefalse 12falsetrue ",
    ],
    ["$foreach.parent", "#foreach($i in [1, 2])#foreach($j in [1])$foreach.parent.count#end#end", "12"],
    ["hasNext", "#foreach($i in [1, 2])$i#if($foreach.hasNext),#end#end", "1,2"],
    ["#define", "#define($d)[$n]#end#set($n = 1)$d#set($n = 2)$d", "[1][2]"],
    ["#macro", "#macro(pair $a $b)$a=$b#end#pair('k' 5)", "k=5"],
    ["a name with a hyphen", "#set($from = 1)#set($to = 2)$from-$to|${from}-${to}", "2|1-2"],
    ["a map of $context", "<$context.identity><$context.identity.sourceIp>", "<><test-invoke-source-ip>"],
    ["what is not there", "<$nothing><$nothing.at.all><$input.nothing()>", "<><><>"],
  ])("%s", async (_what, text, expected) => {
    expect(await printed(`#define($text)${text}#end#set($out = "$text")`)).toBe(expected);
  });

  it("the console's template for all of a request gives JSON", async () => {
    const all = `#set($allParams = $input.params())
{
"body-json" : $input.json('$'),
"params" : {
#foreach($type in $allParams.keySet())
    #set($params = $allParams.get($type))
"$type" : {
    #foreach($paramName in $params.keySet())
    "$paramName" : "$util.escapeJavaScript($params.get($paramName))"
        #if($foreach.hasNext),#end
    #end
}
    #if($foreach.hasNext),#end
#end
},
"stage" : "$context.stage"
}`;
    const text = await printed(
      `#define($all)${all}#end#set($out = "$all")`,
      '{"a": [1, 2.0]}',
      "?q=1&r=a%20b",
    );
    expect(JSON.parse(text ?? "")).toEqual({
      "body-json": { a: [1, 2] },
      params: { path: {}, querystring: { q: "1", r: "a b" }, header: {} },
      stage: "test-invoke-stage",
    });
  });

  it("#stop ends a template", async () => {
    const answer = await call(`#set($out = 'seen')#set(${OUT} = $out){"statusCode": 200}#stop`);
    expect(answer.body).toBe("[seen]");
  });

  it("a loop ends after 1,000 turns, which the log tells", async () => {
    const { body, log } = await call("#set($out = 0)#foreach($i in [1..1500])#set($out = $out + 1)#end");
    expect(body).toBe("[1000]");
    expect(log).toContain("A #foreach ended after 1000 turns");
  });

  it("what would not end is ended, and the log says so", async () => {
    const { status, log } = await call(
      "#set($out = 'x')#foreach($i in [1..100])#set($out = $out + $out)#end",
    );
    expect(status).toBe(500);
    expect(log).toContain("did not end within its limits");
  });
});

describe("selection patterns", () => {
  /** Which of two statuses a mock's status takes, by the pattern of the second. */
  async function chosen(pattern: string) {
    made += 1;
    const path = `/s${made}`;
    await world.method({
      path,
      verb: "GET",
      integration: { type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 404}' } },
      responses: {
        200: { integration: { statusCode: "200" } },
        418: { integration: { statusCode: "418", selectionPattern: pattern } },
      },
    });
    return world.client.send(
      new TestInvokeMethodCommand({
        restApiId: world.apiId,
        resourceId: await world.resource(path),
        httpMethod: "GET",
      }),
    );
  }

  it.each([
    ["4\\d{2}", 418],
    ["\\Q404\\E", 418],
    ["(?:4|5)++\\d+", 418],
    ["(?<s>4)0\\k<s>", 418],
    ["40", 200],
    ["\\p{Alpha}+", 200],
  ])("%s", async (pattern, status) => {
    expect((await chosen(pattern)).status).toBe(status);
  });

  it("one that would not end is ended, and the log says so", async () => {
    const { status, log } = await chosen("(?:(4)|\\1|){3000}x");
    expect(status).toBe(200);
    expect(log).toContain("x matches nothing: it took too many steps");
  });
});
