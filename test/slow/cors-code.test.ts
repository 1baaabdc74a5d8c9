import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshPlace } from "../cli/run.ts";
import { makeFunction } from "../explain/scene.ts";
import { runs } from "./shell.ts";

// What enable-cors says that a proxy's function must answer, as code of its runtime: it is run, by the runtime itself
// where this machine has it.

const A = "https://example.com";
const B = "https://test.example.com";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "apigw-code-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The code that is printed for a function of this runtime. */
async function codeOf(Runtime: string, flags: string): Promise<string> {
  const place = await freshPlace();
  await makeFunction(place, "plain", { Runtime });
  const made = await place.run(
    "apigw create-method --api petstore --resource /shop --create-resource --method GET --integration lambda --proxy --function plain",
  );
  expect(made.exit, made.stderr).toBe(0);
  const ran = await place.run(`apigw enable-cors --api petstore --resource /shop ${flags} --dry-run`);
  expect(ran.exit, ran.stderr).toBe(0);
  const [, code = ""] = /with its errors too:\n((?: {4}.*\n)+)/.exec(ran.stderr) ?? [];
  expect(code, ran.stderr).not.toBe("");
  return code.replaceAll(/^ {4}/gm, "");
}

/** Runs code with the headers that a call has; the headers that it answers with. */
type Runs = (code: string, headers: Readonly<Record<string, string>> | null) => Record<string, string>;

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const printed = (file: string, ...args: readonly string[]): Record<string, string> =>
  JSON.parse(execFileSync(file, args, { encoding: "utf8", cwd: folder })) as Record<string, string>;

const node: Runs = (code, headers) =>
  printed(
    process.execPath,
    write(
      "handler.mjs",
      `const handler = async (event) => {\nconst body = "x";\n${code}\n};
console.log(JSON.stringify((await handler({ headers: ${JSON.stringify(headers)} })).headers));\n`,
    ),
  );

const python: Runs = (code, headers) =>
  printed(
    "python3",
    write(
      "handler.py",
      `import json\ndef handler(event, context):\n    body = "x"\n${code.replaceAll(/^/gm, "    ")}\nprint(json.dumps(handler({"headers": json.loads(${JSON.stringify(JSON.stringify(headers))})}, None)["headers"]))\n`,
    ),
  );

/** The two classes of aws-lambda-java-events that the code speaks of, as far as it does. */
const java: Runs = (code, headers) => {
  const events = "com/amazonaws/services/lambda/runtime/events";
  const name = events.replaceAll("/", ".");
  write(
    `${events}/APIGatewayProxyRequestEvent.java`,
    `package ${name};
public class APIGatewayProxyRequestEvent {
  private java.util.Map<String, String> headers;
  public java.util.Map<String, String> getHeaders() { return headers; }
  public void setHeaders(java.util.Map<String, String> headers) { this.headers = headers; }
}\n`,
  );
  write(
    `${events}/APIGatewayProxyResponseEvent.java`,
    `package ${name};
public class APIGatewayProxyResponseEvent {
  public java.util.Map<String, String> headers;
  public APIGatewayProxyResponseEvent withStatusCode(Integer code) { return this; }
  public APIGatewayProxyResponseEvent withHeaders(java.util.Map<String, String> headers) { this.headers = headers; return this; }
  public APIGatewayProxyResponseEvent withBody(String body) { return this; }
}\n`,
  );
  const puts = Object.entries(headers ?? {}).map(([key, value]) => `sent.put("${key}", "${value}");`);
  write(
    "Main.java",
    `import ${name}.*;
public class Main {
  static APIGatewayProxyResponseEvent handle(APIGatewayProxyRequestEvent input) {
    var body = "x";
    ${code}
  }
  public static void main(String[] args) {
    var input = new APIGatewayProxyRequestEvent();
    var sent = new java.util.HashMap<String, String>();
    ${puts.join(" ")}
    input.setHeaders(${headers === null ? "null" : "sent"});
    var parts = new java.util.ArrayList<String>();
    handle(input).headers.forEach((key, value) -> parts.add("\\"" + key + "\\":\\"" + value + "\\""));
    System.out.println("{" + String.join(",", parts) + "}");
  }
}\n`,
  );
  execFileSync("javac", ["-d", folder, "-cp", folder, join(folder, "Main.java")], { stdio: "pipe" });
  return printed("java", "-cp", folder, "Main");
};

const ruby: Runs = (code, headers) =>
  printed(
    "ruby",
    write(
      "handler.rb",
      `require "json"\ndef handler(event:, context:)\nbody = "x"\n${code}\nend\nputs JSON.generate(handler(event: JSON.parse('${JSON.stringify({ headers })}'), context: nil)[:headers])\n`,
    ),
  );

/** Without the library's own package: its type, as far as the code speaks of it. */
const go: Runs = (code, headers) => {
  const sent = Object.entries(headers ?? {}).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  const uses = ["strings", "slices"].filter((one) => code.includes(`${one}.`));
  write("go.mod", "module example.com/cors\n\ngo 1.21\n");
  write(
    "events/events.go",
    "package events\n\ntype APIGatewayProxyRequest struct{ Headers map[string]string }\ntype APIGatewayProxyResponse struct {\n\tStatusCode int\n\tHeaders map[string]string\n\tBody string\n}\n",
  );
  write(
    "main.go",
    `package main\n\nimport (\n\t"encoding/json"\n\t"fmt"\n\t"example.com/cors/events"\n${uses.map((one) => `\t"${one}"\n`).join("")})\n
func handle(request events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {\n\tbody := "x"\n${code}}\n
func main() {\n\tanswer, _ := handle(events.APIGatewayProxyRequest{Headers: map[string]string{${sent.join(", ")}}})\n\ttext, _ := json.Marshal(answer.Headers)\n\tfmt.Println(string(text))\n}\n`,
  );
  return printed("go", "run", ".");
};

const CALLERS: readonly (readonly [Record<string, string> | null, string, string])[] = [
  [{ origin: B }, B, "the second origin"],
  [{ Origin: A }, A, "the first, spelled as browsers do"],
  [{ origin: "https://evil.example" }, A, "one that is not allowed"],
  [{}, A, "none"],
  [null, A, "no headers at all"],
];

const RUNTIMES: readonly (readonly [runtime: string, program: string, version: string, Runs])[] = [
  ["nodejs22.x", process.execPath, "--version", node],
  ["python3.13", "python3", "--version", python],
  ["java21", "javac", "--version", java],
  ["ruby3.3", "ruby", "--version", ruby],
  ["provided.al2023", "go", "version", go],
];

for (const [runtime, program, version, run] of RUNTIMES)
  describe.skipIf(!runs(program, version, `the code for ${runtime}`))(`the code for ${runtime}`, () => {
    test("any origin", async () => {
      const code = await codeOf(runtime, "");
      expect(run(code, { origin: B })).toEqual({ "Access-Control-Allow-Origin": "*" });
    });

    test("one origin, with credentials and headers that pages may read", async () => {
      const flags = `--allow-origin ${A} --allow-credentials --expose-headers X-Id,X-Page`;
      expect(run(await codeOf(runtime, flags), { origin: B })).toEqual({
        "Access-Control-Allow-Origin": A,
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Expose-Headers": "X-Id,X-Page",
        Vary: "Origin",
      });
    });

    test("several origins, by whoever asks", async () => {
      const code = await codeOf(runtime, `--allow-origin ${A} --allow-origin ${B}`);
      for (const [headers, origin, who] of CALLERS)
        expect(run(code, headers), who).toEqual({ "Access-Control-Allow-Origin": origin, Vary: "Origin" });
    });
  });
