import { chance } from "./random.mjs";

/** Templates put together by chance, each with the variables that it finds, as JSON. */
export function templates(seed, count) {
  const by = chance(seed);
  const makers = [strings, numbers, containers, blocks, blocks];
  return Array.from({ length: count }, (_, at) => {
    const variables = data(by);
    return {
      template: makers[at % makers.length](by),
      data: JSON.stringify(variables).replace(/"#(.*?)"/g, "$1"),
    };
  });
}

const WORDS = [
  "",
  "a",
  "ab",
  "abc",
  "a,b,,c,,",
  " pad ",
  "Hello World",
  "x-1",
  "12",
  "3.5",
  "ÀÉß",
  "😀a",
  "a\nb",
  "true",
];

/** Values of all kinds; a text that begins with # stands for a number as it is written. */
function data({ below, one, some }) {
  const whole = () => `#${one([0, 1, 2, 5, 7, -3, 10, 100, 2147483647, -2147483648])}`;
  const long = () =>
    `#${one(["2147483648", "9007199254740993", "-9223372036854775808", "9223372036854775807"])}`;
  const big = () =>
    `#${one(["9223372036854775808", "123456789012345678901234567890", "-99999999999999999999"])}`;
  const real = () => `#${one(["0.5", "12.5", "-2.25", "1.0E10", "3.14159", "1.0E-5", "100.0", "0.1"])}`;
  const plain = () => one([whole, long, real, () => one(WORDS), () => true, () => false, () => null])();
  const list = () => some(0, 4, plain);
  return {
    n: whole(),
    k: whole(),
    i: `#${below(5)}`,
    long: long(),
    big: big(),
    d: real(),
    e: real(),
    s: one(WORDS),
    u: one(WORDS),
    t: true,
    f: false,
    nul: null,
    l: list(),
    ll: [some(1, 3, whole), list(), { a: whole() }],
    m: { a: whole(), b: one(WORDS), c: list(), "k-1": plain(), z: { y: plain() } },
  };
}

const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

function strings({ one, some, weighed }) {
  const text = () => one(["$s", "$u", "$m.b", "$s", "$u"]);
  const arg = () =>
    weighed([
      [3, () => quoted(one(["a", "b", ",", "", " ", "l", "o W", "-", "1", "é"]))],
      [1, text],
    ]);
  const int = () => one(["0", "1", "2", "3", "$i", "5", "-1"]);
  const pattern = () =>
    quoted(
      one([
        "a",
        ",",
        "[a-c]",
        "\\s+",
        "(a)(b)?",
        ".",
        "\\d",
        "",
        "l+",
        "^.",
        "(?i)h",
        "x*",
        "[^,]+",
        ",+",
        "\\b",
      ]),
    );
  const call = () =>
    weighed([
      [1, () => `length()`],
      [1, () => `isEmpty()`],
      [2, () => `substring(${int()})`],
      [2, () => `substring(${int()}, ${int()})`],
      [2, () => `indexOf(${arg()})`],
      [1, () => `indexOf(${arg()}, ${int()})`],
      [1, () => `lastIndexOf(${arg()})`],
      [1, () => `contains(${arg()})`],
      [1, () => `startsWith(${arg()})`],
      [1, () => `endsWith(${arg()})`],
      [1, () => `equals(${arg()})`],
      [1, () => `equalsIgnoreCase(${arg()})`],
      [1, () => `compareTo(${arg()})`],
      [2, () => `replace(${arg()}, ${arg()})`],
      [2, () => `replaceAll(${pattern()}, ${quoted(one(["-", "$0$0", "[$1]", "\\$", "", "<$0>"]))})`],
      [1, () => `replaceFirst(${pattern()}, ${quoted(one(["-", "$0!", ""]))})`],
      [2, () => `split(${pattern()}).size()`],
      [2, () => `split(${pattern()})[0]`],
      [1, () => `split(${pattern()}, ${int()}).size()`],
      [2, () => `matches(${quoted(one([".*", "a.*", "[a-z,]+", "(?s).*", "\\d+", "\\w+ \\w+"]))})`],
      [1, () => `concat(${arg()})`],
      [1, () => `toUpperCase()`],
      [1, () => `toLowerCase().length()`],
      [1, () => `trim()`],
      [1, () => `hashCode()`],
      [1, () => `charAt(${int()})`],
      [1, () => `repeat(${int()})`],
      [1, () => `strip().isBlank()`],
      [1, () => `toCharArray().size()`],
      [1, () => `class.name`],
      [1, () => `toString().substring(${int()})`],
      [1, () => `foo(${arg()})`],
      [1, () => `substring(${arg()})`],
    ]);
  const whole = () => `\${${text().slice(1)}.${call()}}`;
  const joined = () => `#set($x = ${text()} + ${one([text(), "$n", quoted("q"), "$d", "$nul", "$l"])})$x`;
  return some(1, 2, () =>
    weighed([
      [6, whole],
      [1, joined],
      [1, () => `#set($x = "${text()}-${whole()}")$x`],
    ]),
  ).join("|");
}

function numbers({ one, some, weighed, below }) {
  const value = () =>
    weighed([
      [4, () => one(["$n", "$k", "$i"])],
      [1, () => "$long"],
      [1, () => "$big"],
      [2, () => one(["$d", "$e"])],
      [3, () => one(["0", "1", "2", "3", "7", "10", "2147483647", "1.5", "0.1", "100"])],
      [0.3, () => one(["$s", "$nul", "$t", "$l"])],
    ]);
  const sum = (depth) =>
    depth === 0 || below(3) === 0
      ? value()
      : weighed([
          [4, () => `${sum(depth - 1)} ${one(["+", "-", "*", "/", "%"])} ${sum(depth - 1)}`],
          [1, () => `(${sum(depth - 1)})`],
        ]);
  const condition = () =>
    `${sum(1)} ${one(["==", "!=", "<", ">", "<=", ">=", "eq", "ne", "lt", "gt", "le", "ge"])} ${sum(1)}`;
  const logic = () =>
    `${one(["", "!", "not "])}(${condition()}) ${one(["&&", "||", "and", "or"])} ${condition()}`;
  const call = () =>
    one([
      "$n.intValue()",
      "$d.intValue()",
      "$long.intValue()",
      "$d.longValue()",
      "$n.toString().length()",
      "$n.equals($k)",
      "$n.hashCode()",
      "$long.hashCode()",
      "$n.compareTo($k)",
      "$d.compareTo($e)",
      "$n.doubleValue()",
      "$big.class.name",
      "$d.class.name",
      "$long.class.simpleName",
      "#set($Integer = 0)$Integer.parseInt('42')",
      "#set($Integer = 0)$Integer.parseInt($s)",
      "#set($Integer = 0)$Integer.valueOf('-7').class.name",
      "#set($Integer = 0)$Integer.toHexString($n)",
      "#set($Integer = 0)$Integer.max($n, $k)",
      "#set($D = 0.0)$D.parseDouble('1.25')",
      "$e.isNaN()",
      "$n.equals($long)",
    ]);
  return some(1, 2, () =>
    weighed([
      [5, () => `#set($x = ${sum(3)})$x $!x.class.name`],
      [2, () => `#if(${condition()})y#{else}n#end`],
      [2, () => `#if(${logic()})y#{else}n#end`],
      [2, call],
    ]),
  ).join("|");
}

function containers({ one, some, weighed, below }) {
  const value = () =>
    one(["$n", "$s", "'x'", "5", "true", "$l", "$m.z", "$nul", "[1, 'a']", "{'q': 1}", "$d"]);
  const list = () => one(["$l", "$m.c", "$ll", "$ll[0]", "$own"]);
  const map = () => one(["$m", "$m.z", "$kept"]);
  const key = () => one(["'a'", "'b'", "'zz'", "$s", "1", "'k-1'"]);
  const onList = () =>
    one([
      () => `size()`,
      () => `get(${below(4)})`,
      () => `add(${value()})`,
      () => `add(${below(2)}, ${value()})`,
      () => `remove(${below(3)})`,
      () => `set(${below(2)}, ${value()})`,
      () => `contains(${value()})`,
      () => `indexOf(${value()})`,
      () => `isEmpty()`,
      () => `subList(0, ${below(3)})`,
      () => `addAll(${list()})`,
      () => `equals(${list()})`,
      () => `hashCode()`,
      () => `toString().length()`,
      () => `class.name`,
      () => `lastIndexOf(${value()})`,
      () => `size`,
      () => `empty`,
    ])();
  const onMap = () =>
    one([
      () => `get(${key()})`,
      () => `put(${key()}, ${value()})`,
      () => `remove(${key()})`,
      () => `containsKey(${key()})`,
      () => `containsValue(${value()})`,
      () => `keySet()`,
      () => `values()`,
      () => `entrySet()`,
      () => `size()`,
      () => `isEmpty()`,
      () => `class.name`,
      () => `getOrDefault(${key()}, ${value()})`,
      () => `keySet().size()`,
      () => `keySet().contains('a')`,
      () => `putAll(${map()})`,
      () => `equals(${map()})`,
      () => `empty`,
      () => `a`,
    ])();
  const step = () =>
    weighed([
      [3, () => `\${${list().slice(1)}.${onList()}}`],
      [3, () => `\${${map().slice(1)}.${onMap()}}`],
      [1, () => `#set(${list()}[${below(2)}] = ${value()})`],
      [1, () => `#set(${map()}[${key()}] = ${value()})`],
      [1, () => `#set(${map()}.w = ${value()})`],
      [2, () => `${list()}[${one([0, 1, 2, -1])}];`],
      [1, () => `${map()}[${key()}];`],
      [1, () => `#foreach($e in ${map()}.entrySet())$e.key=$e.value,#end`],
      [1, () => `#foreach($e in ${list()})$e$foreach.index#if($foreach.hasNext);#end#end`],
      [1, () => `#if(${list()} == ${list()})y#{else}n#end`],
      [1, () => `#set($r = [${one(["1", "$i", "5"])}..${one(["3", "$n", "0"])}])$r.size()`],
    ]);
  const start = `#set($own = [${some(0, 3, value).join(", ")}])#set($kept = {'a': ${value()}, 'c': [2]})`;
  return `${start}${some(1, 3, step).join(" ")} $own $kept`;
}

function blocks({ one, some, weighed, below }) {
  const gap = () => one(["", "", " ", "\n", "\n  ", "  ", "\t", " x ", ",\n", "\r\n"]);
  const reference = () =>
    one([
      "$n",
      "$!n",
      "${n}",
      "$!{n}",
      "$zz",
      "$!zz",
      "$m.a",
      "$m.zz",
      "$l[0].foo",
      "$s",
      "${m.b}",
      "$n.",
      "$n-x",
      "$foreach.count",
      "$i",
      "\\$n",
      "\\\\$n",
      "\\$zz",
      "$",
      "$5",
      "$foreach.parent.index",
    ]);
  const plain = () =>
    one([
      "a",
      "b c",
      "{",
      "}",
      '"',
      "#",
      "# ",
      "\\",
      "(1)",
      "]",
      "é",
      "##c\n",
      "#* c *#",
      "#[[$n]]#",
      "\\#if",
      "#foo",
      "#foo(1)",
    ]);
  const condition = () =>
    one(["$t", "$f", "!$t", "$nul", "$n == $k", "$n > 1", "$t && $f", "$t || $f", "$zz", "$s", "($n < $k)"]);
  const body = (depth) => some(1, 3, () => `${gap()}${node(depth + 1)}`).join("") + gap();
  const node = (depth) =>
    depth > 3
      ? plain()
      : weighed([
          [5, reference],
          [4, plain],
          [2, () => `#set($x = ${one(["1", "$n", "'q'", '"<$n>"', "$zz", "[1]"])})`],
          [2, () => `#if(${condition()})${body(depth)}#end`],
          [2, () => `#if(${condition()})${body(depth)}#else${body(depth)}#end`],
          [
            1,
            () =>
              `#if(${condition()})${body(depth)}#elseif(${condition()})${body(depth)}#{else}${body(depth)}#{end}`,
          ],
          [
            2,
            () =>
              `#foreach($i in ${one(["$l", "[1..3]", "['a', $n]", "$m", "$zz", "$ll", "[]"])})${body(depth)}#end`,
          ],
          [0.4, () => `#break${gap()}`],
          [0.2, () => `#stop${gap()}`],
          [0.5, () => `#define($b${below(2)})${body(depth)}#end`],
          [0.6, () => `$b${below(2)}`],
          [0.5, () => `#macro(mac${below(2)} $p $q)${body(depth)}$p$!q#end`],
          [0.8, () => `#mac${below(2)}(${one(["1", "$n", "'s' $i", "$zz 2", '"$n" 3', ""])})`],
          [0.3, () => `#literal()${body(depth)}#end`],
          [0.2, () => one(["#end", "#if(", "#set($x)", "${n", "#else"])],
        ]);
  return body(0);
}
