import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { explained } from "./explained.ts";
import { runPrinted } from "./printed.ts";
import {
  AT,
  type Backends,
  deploy,
  KEY,
  keyed,
  method,
  openBackends,
  openScene,
  type Scene,
} from "./scene.ts";

// What people paste: whole excerpts of CloudWatch, by the console, the AWS CLI and its queries, and what curl prints.

let backends: Backends;
beforeAll(async () => {
  backends = await openBackends();
});
afterAll(() => backends.close());

const GET = AT.replace("POST", "GET");

/** POST lacks the permission and GET its mock's status; the lines of three calls, as CloudWatch has them: mixed. */
async function twoBroken(): Promise<{ scene: Scene; lines: readonly string[] }> {
  const scene = await openScene(backends);
  await method(scene, "--integration lambda --function hello --no-permission");
  await method(
    scene,
    "--integration mock --request-template 'application/json={}' --skip-check template",
    GET,
  );
  await deploy(scene);
  const calls: (readonly string[])[] = [];
  for (const verb of ["POST", "GET", "POST"]) {
    scene.logged.length = 0;
    await fetch(`${scene.url}/_aws/execute-api/${scene.apiId}/live/broken`, { method: verb });
    calls.push(scene.logged.filter((line) => line.startsWith("(")));
  }
  const longest = Math.max(...calls.map(({ length }) => length));
  const lines = Array.from({ length: longest }).flatMap((_, i) => calls.flatMap((call) => call[i] ?? []));
  return { scene, lines };
}

const at = (i: number) => new Date(Date.UTC(2026, 10, 26, 14, 45, 12, i)).toISOString();
const group = ({ apiId }: Scene) => `API-Gateway-Execution-Logs_${apiId}/live`;

const FORMS: Readonly<Record<string, (lines: readonly string[], scene: Scene) => string>> = {
  "lines as they are": (lines) => lines.join("\n"),
  "line ends of Windows": (lines) => lines.join("\r\n"),
  "aws logs tail": (lines, scene) =>
    lines
      .map((line, i) => `${at(i).replace("Z", "000+00:00")} ${"a1b2".repeat(8)} ${line}`)
      .concat(group(scene))
      .join("\n"),
  "aws logs filter-log-events": (lines, scene) =>
    JSON.stringify(
      {
        events: lines.map((message, i) => ({ logStreamName: "a1b2", timestamp: 1795700000000 + i, message })),
        searchedLogStreams: [],
        logGroupName: group(scene),
      },
      undefined,
      4,
    ),
  "a query of Logs Insights": (lines, scene) =>
    JSON.stringify({
      results: lines.map((value, i) => [
        { field: "@timestamp", value: at(i) },
        { field: "@message", value: `${value}\n` },
        { field: "@log", value: `123456789012:${group(scene)}` },
      ]),
      status: "Complete",
    }),
  "a JSON document a line": (lines, scene) =>
    lines
      .map((line, i) => JSON.stringify({ "@timestamp": at(i), "@message": line, "@log": group(scene) }))
      .join("\n"),
  "the console's CSV": (lines) =>
    [
      "timestamp,message",
      ...lines.map((line, i) => `${1795700000000 + i},"${line.replaceAll('"', '""')}"`),
    ].join("\n"),
};

describe("the log of a stage, of several calls", () => {
  test.each(Object.entries(FORMS))("%s", async (_, form) => {
    const { scene, lines } = await twoBroken();
    const text = form(lines, scene);
    const knows = text.includes("API-Gateway-Execution-Logs_");
    const told = await explained(scene, text, knows ? "" : "--api petstore --stage live");
    expect(told.what).toBe("log");
    expect(told.explanations).toMatchObject([
      {
        id: "lambda-permission",
        times: 2,
        of: { resource: "/broken", method: "POST", stage: "live" },
        holds: { is: "yes" },
      },
      { id: "mock-status", of: { resource: "/broken", method: "GET", stage: "live" }, holds: { is: "yes" } },
    ]);
    for (const { commands } of told.explanations) await runPrinted(commands[0] ?? "", scene);
    for (const verb of ["POST", "GET"]) {
      const answer = await fetch(`${scene.url}/_aws/execute-api/${scene.apiId}/live/broken`, {
        method: verb,
      });
      expect(answer.status).toBe(200);
    }
  });

  test("without the lines that say which methods they are, nothing is mixed up", async () => {
    const { scene, lines } = await twoBroken();
    const failed = lines.filter((line) => /Execution failed/.test(line));
    const told = await explained(scene, failed.join("\n"), "--api petstore --stage live");
    expect(told.explanations.map(({ id }) => id).sort()).toEqual(["lambda-permission", "mock-status"]);
    for (const { commands, holds } of told.explanations) {
      expect(commands[0]).toContain("--resource <resource> --method <method>");
      expect(holds.is).toBe("not checked");
    }
  });

  test("what they share is read once", async () => {
    const { scene, lines } = await twoBroken();
    const ran = await scene.run("apigw explain --log - --api petstore --stage live", {
      input: lines.join("\n"),
    });
    const shared = ran.calls
      .map(({ operation }) => operation)
      .filter((name) => /^GetRe(?:stApi|source)s?$|^GetStages$/.test(name));
    expect(shared.sort()).toEqual(["GetResources", "GetRestApis", "GetStages"]);
  });

  test("people are told which method each is", async () => {
    const { scene, lines } = await twoBroken();
    const ran = await scene.run("apigw explain --log - --api petstore --stage live", {
      input: lines.join("\n"),
    });
    expect(ran.stdout).toContain("POST /broken on live:");
    expect(ran.stdout).toContain("(2 times)");
  });
});

describe("what is cut off, or another's", () => {
  const ID = "b926d0fb-ea92-4d01-9827-be001a3b5b1d";

  test.each([
    [
      "a line that ends before its message",
      `(${ID}) Execution failed due to configuration error: Invalid perm`,
    ],
    ["a line that ends behind the colon", `(${ID}) Execution failed due to configuration error:`],
    ["a failure that nobody knows", `(${ID}) Execution failed due to configuration error: The moon is full`],
    [
      "a body of several lines with a message in it",
      `(${ID}) Method request body before transformations: {\n  "a":\n{"message": "Forbidden"}\nExecution failed due to a timeout error\n}\n(${ID}) Successfully completed execution`,
    ],
    [
      "a header with a message in it",
      `(${ID}) Method request headers: {X-Note=Invalid permissions on Lambda function}`,
    ],
    ["an answer with a message deep in it", '{"errors":[{"message":"Forbidden"}]}'],
    ["a document of nothing", '{"events":[]}'],
    ["a document that is cut off", '{"events":[{"message":"(a) Execution fa'],
  ])("%s: is not guessed at", async (_, text) => {
    const scene = await openScene(backends);
    const ran = await scene.run("apigw explain --log -", { input: text });
    expect(ran).toMatchObject({ exit: 5, calls: [] });
    expect(ran.stdout).toContain("nothing is guessed");
  });

  test("the first part of a log may be missing", async () => {
    const { scene, lines } = await twoBroken();
    const own = lines.filter((line) => line.slice(0, 38) === lines[0]?.slice(0, 38));
    const from = own.findIndex((line) => line.includes("Endpoint request headers"));
    const told = await explained(scene, own.slice(from).join("\n"), AT.replace("--api petstore ", ""));
    expect(told.explanations).toMatchObject([{ id: "lambda-permission", holds: { is: "yes" } }]);
  });
});

describe("what somebody else wrote into a text", () => {
  const hostile = "$(touch${IFS}owned)";
  test.each([
    [
      "the stage of an address",
      `$ curl https://abcde12345.execute-api.us-east-1.amazonaws.com/${hostile}/pets\nHTTP/2 403 \nx-amzn-errortype: ForbiddenException\n\n{"message":"Forbidden"}`,
    ],
    ["a header's name", `Execution failed due to configuration error: ${hostile} header already present`],
    ["a path", `HTTP Method: GET, Resource Path: /${hostile}\nExecution failed due to a timeout error`],
    [
      "a content type",
      `Method request headers: {Content-Type=a/b';touch owned;'}\nExecution failed due to configuration error: Unable to parse statusCode. It should be an integer that is defined in the request template.`,
    ],
    [
      "a function",
      `Endpoint request URI: https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:${hostile}/invocations\nStarting authorizer: ab for request: x\nExecution failed due to configuration error: Invalid permissions on Lambda function`,
    ],
    [
      "a model's name",
      `An error occurred (BadRequestException) when calling the PutMethod operation: Invalid model identifier specified: ${hostile}`,
    ],
  ])("%s is never run by the command that is printed", async (_, text) => {
    const told = await explained(await openScene(backends), text);
    for (const { commands } of told.explanations)
      for (const command of commands) {
        const bare = command.replaceAll(/'[^']*'|\\'/g, "");
        expect(bare, command).not.toMatch(/[$`;|(]/);
      }
  });
});

describe("what curl prints", () => {
  async function answered(scene: Scene, headers: Record<string, string> = {}) {
    const url = `${scene.url}/_aws/execute-api/${scene.apiId}/live/broken`;
    const answer = await fetch(url, { method: "POST", headers });
    const text = await answer.text();
    const head = [...answer.headers].map(([name, value]) => `${name}: ${value}`);
    return { url, status: `HTTP/1.1 ${answer.status} ${answer.statusText}`, head, text };
  }

  test("-i, with its line: the address says which method it is", async () => {
    const scene = await openScene(backends);
    await deploy(scene);
    await method(scene, "--integration mock");
    const { url, status, head, text } = await answered(scene);
    const pasted = [`$ curl -i -X POST ${url}`, status, ...head, "", text].join("\r\n");
    const told = await explained(scene, pasted);
    expect(told).toMatchObject({ explanations: [{ id: "missing-authentication-token" }], notes: [] });
    await runPrinted(told.explanations[0]?.commands[0] ?? "", scene);
    expect((await answered(scene)).status).toContain("200");
  });

  test("-v, of an address of AWS", async () => {
    const scene = await openScene(backends);
    await deploy(scene);
    await method(scene, "--integration mock");
    const { status, head, text } = await answered(scene);
    const host = `${scene.apiId}.execute-api.us-east-1.amazonaws.com`;
    const pasted = [
      `* Connected to ${host} (1.2.3.4) port 443`,
      "> POST /live/broken HTTP/1.1",
      `> Host: ${host}`,
      "> User-Agent: curl/8.5.0",
      "> ",
      `< ${status}`,
      ...head.map((line) => `< ${line}`),
      "< ",
      text,
      `* Connection #0 to host ${host} left intact`,
    ].join("\n");
    const told = await explained(scene, pasted);
    expect(told.explanations).toMatchObject([{ id: "missing-authentication-token" }]);
    expect(told.explanations[0]?.commands[0]).toBe("apigw deploy --api petstore --stage live");
  });

  test("the status line is no message: the body is", async () => {
    const scene = await openScene(backends);
    await keyed(scene, { plan: { quota: { limit: 1, period: "DAY" } } });
    await answered(scene, { "x-api-key": KEY });
    const { status, head, text } = await answered(scene, { "x-api-key": KEY });
    const told = await explained(
      scene,
      [status.replace(/ $/, " Too Many Requests"), ...head, "", text].join("\n"),
      AT,
    );
    expect(told.explanations.map(({ id }) => id)).toEqual(["quota"]);
  });

  test("an answer that may be the backend's own", async () => {
    const scene = await openScene(backends);
    const told = await explained(
      scene,
      'HTTP/2 403 \ncontent-type: application/json\nserver: nginx\n\n{"message":"Forbidden"}\n',
    );
    expect(told.notes.join()).toContain("x-amzn-ErrorType");
  });

  test.each([
    ['{"Message":"User is not authorized to access this resource with an explicit deny"}', "explicit-deny"],
    ['{"message": null}', "authorizer-error"],
    ['{"message":null}\r\n', "authorizer-error"],
    ['{\n  "message": "Endpoint request timed out"\n}\n', "timeout"],
    ['\'{"message":"Forbidden"}\'', "forbidden"],
  ])("%j", async (body, id) => {
    const told = await explained(await openScene(backends), body);
    expect(told.explanations.map((one) => one.id)).toEqual([id]);
  });
});
