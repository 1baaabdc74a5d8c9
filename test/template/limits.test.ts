import { describe, expect, it } from "vitest";
import { TooMuchWork } from "../../src/gateway/pattern/budget.ts";
import { type JavaPattern, javaPattern } from "../../src/gateway/pattern/java-pattern.ts";
import { jsonPath } from "../../src/template/json-path/find.ts";
import { renderTemplate, TemplateError } from "../../src/template/render.ts";
import { templateSyntaxFault } from "../../src/template/syntax.ts";
import { readJson } from "../../src/template/values/json.ts";

// Nothing is timed here: what does not end never comes to its expectation.

const read = (text: string) => {
  const pattern = javaPattern(text);
  if ("fault" in pattern) throw new Error(pattern.fault);
  return pattern as JavaPattern;
};

describe("patterns end", () => {
  it.each(["(a+)+$", "(a|a)*b", "(a|aa)+$", "(.*)*x", "((a*)*)*b", "(?:a?){30}a{30}b", "a*a*a*a*a*b"])(
    "%s on many an a",
    (text) => {
      expect(read(text).matches(`${"a".repeat(2_000)}!`)).toBe(false);
      expect([...read(text).find(`${"a".repeat(300)}!`)].length).toBeLessThan(302);
    },
  );

  it("with references to groups by their budget", () => {
    expect(() => read("(a*)*\\1b").matches("a".repeat(5_000))).toThrow(TooMuchWork);
  });

  it.each(["((\\b+){1,50}\\3{2,5}+){1,50}", "(?:(?!($*)*)|(?:a\\p{L}|\\p{L}\\w)){0,900}"])(
    "%s, which has thousands of loops to look into",
    (text) => {
      expect(() => read(text).matches("a".repeat(3_000))).toThrow(TooMuchWork);
    },
  );

  it("on a large text", () => {
    expect(read("(?:[^,]*,)*end").matches(`${"field,".repeat(50_000)}end`)).toBe(true);
  });

  it.each(["((a|b){1,2000}){1,2000}", "((((a{100}){100}){100}){100}){100}"])("%s is too large", (text) => {
    expect(javaPattern(text)).toEqual({ fault: "the pattern is too large" });
  });

  it("with brackets without end", () => {
    expect(javaPattern("(".repeat(50_000))).toHaveProperty("fault");
    expect(javaPattern("[".repeat(50_000))).toHaveProperty("fault");
  });
});

describe("paths end", () => {
  const list = `[${'{"a": [1, {"a": 2}]},'.repeat(400)}${'{"a":'.repeat(90)}0${"}".repeat(90)}]`;
  it.each([
    ["brackets without end", `$[?(${"(".repeat(100_000)}`],
    ["filters in filters", `$${"[?(@".repeat(900)}${")]".repeat(900)}`],
    ["a path of many steps", `$${".a".repeat(2_000)}`],
  ])("%s", (_what, path) => {
    expect(jsonPath(readJson(list), path) ?? []).toBeDefined();
  });
  it.each([
    ["a search in a search in a search", `$${"..*".repeat(9)}`],
    ["a search for each item of a search", "$..*[?($..a == $..a)]..*[?($..a == $..a)]"],
    ["a pattern that tries all", `$..a[?('${"a".repeat(900)}' =~ /(a*)*\\1b/)]`],
  ])("%s", (_what, path) => {
    expect(() => jsonPath(readJson(list), path)).toThrow(TooMuchWork);
  });
});

describe("templates end", () => {
  const twice = "#foreach($i in [1..60])#set($s = $s + $s)#end";
  it.each([
    [
      "loops in loops",
      "#foreach($a in [1..900])#foreach($b in [1..900])#foreach($c in [1..900])x#end#end#end",
    ],
    ["a text that doubles", `#set($s = 'xy')${twice}$s`],
    ["a text in quotes that doubles", "#set($s = 'xy')#foreach($i in [1..60])#set($s = \"$s$s\")#end$s"],
    [
      "a number that is squared",
      "#set($n = 99999999999999999999)#foreach($i in [1..60])#set($n = $n * $n)#end$n",
    ],
    ["a number with many zeros", "#set($n = 1e999999999 + 1)$n"],
    [
      "what is infinite beside what is exact",
      "#set($p = 1e300)#set($q = $p * $p)#if($q > 99999999999999999999)x#end",
    ],
    ["a list that doubles", "#set($l = [1, 2])#foreach($i in [1..60])#set($x = $l.addAll($l))#end$l.size()"],
    ["a text repeated", "#set($s = 'x')$s.repeat(2000000000)"],
    ["a range without end", "#set($r = [1..2000000000])$r.size()"],
    ["a macro that calls itself", "#macro(m)#m()#m()#end#m()"],
    [
      "a pattern in a loop",
      "#set($s = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')#foreach($i in [1..900])#foreach($j in [1..900])$s.matches('(a*)*\\1b')#end#end",
    ],
    ["a list in itself, twice", "#set($l = [1])#set($k = [$l, $l])$l.add($k)$l.add($k)$l"],
    [
      "a list compared with itself",
      "#set($l = [1])$l.add($l)$l.add($l)#set($k = [1])$k.add($k)$k.add($k)$l.equals($k)",
    ],
    [
      "a text replaced by much",
      "#set($s = 'aaaaaaaaaa')#foreach($i in [1..20])#set($s = $s.replace('a', 'aaaaaaaaaa'))#end$s",
    ],
  ])("%s", (_what, template) => {
    expect(() => renderTemplate(template, {})).toThrow(TemplateError);
  });

  it("each #foreach after 1,000 turns, which is told", () => {
    const told: string[] = [];
    const text = renderTemplate("#foreach($i in [1..1200])x#end", {}, (line) => told.push(line));
    expect(text).toBe("x".repeat(1_000));
    expect(told).toEqual(["A #foreach ended after 1000 turns"]);
  });

  it("and are refused where too much stands inside each other", () => {
    expect(templateSyntaxFault(`${"#if(true)".repeat(500)}${"#end".repeat(500)}`)?.message).toContain(
      "too much",
    );
    expect(templateSyntaxFault(`#set($x = ${"[".repeat(5_000)}`)?.message).toContain("too much");
    expect(templateSyntaxFault(`#if(${"!".repeat(5_000)}$x)#end`)?.message).toContain("too much");
  });
});
