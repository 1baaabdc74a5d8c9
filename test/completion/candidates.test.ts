import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sandboxReading } from "../../src/sandbox/reading.ts";
import { entriesOf } from "../../src/settings/read.ts";
import { typings } from "../../src/settings/typing.ts";
import { freshPlace } from "../cli/run.ts";
import { commands } from "../commands.ts";
import { tab } from "./tab.ts";

const create = "apigw create-method --api petstore";

describe("subcommands and flags", () => {
  it("offers every subcommand, and help", async () => {
    expect(await tab("apigw ")).toEqual([...commands.map(({ name }) => name), "help"]);
  });

  it("offers every flag of every command", async () => {
    for (const { name, settings } of commands) {
      const offered = await tab(`apigw ${name} -`);
      const flags = entriesOf(settings)
        .filter(([, { applies }]) => applies?.when({}) !== false)
        .map(([, { flag }]) => `--${flag}`);
      expect(offered, name).toEqual(expect.arrayContaining([...flags, "--help"]));
    }
  });

  it("offers flags that apply to what stands on the line, and no others", async () => {
    const http = await tab(`${create} --integration http --`);
    expect(http).toContain("--endpoint");
    expect(http).not.toContain("--function");
    expect(http).not.toContain("--integration");
    const lambda = await tab(`${create} --integration=lambda --proxy --`);
    expect(lambda).toContain("--function");
    expect(lambda).not.toContain("--endpoint");
    expect(lambda).not.toContain("--proxy");
    expect(lambda).not.toContain("--no-proxy");
    expect(lambda).not.toContain("--request-template");
  });

  it("offers a flag again that may be repeated", async () => {
    expect(await tab(`${create} --header X-A --hea`)).toEqual(["--header"]);
    expect(await tab(`${create} --timeout 100 --timeo`)).toEqual([]);
  });

  it("puts first what the command cannot do without", async () => {
    expect((await tab("apigw create-method ")).slice(0, 4)).toEqual([
      "--api",
      "--resource",
      "--method",
      "--integration",
    ]);
  });

  it("takes common flags in front of the command", async () => {
    expect(await tab("apigw --sandbox --profile dev test-m")).toEqual(["test-method"]);
    expect(await tab("apigw --sand")).toEqual(["--sandbox", "--sandbox-state"]);
  });

  it("completes the words of `completion`", async () => {
    expect(await tab("apigw completion ")).toEqual([
      "bash",
      "zsh",
      "fish",
      "powershell",
      "install",
      "uninstall",
    ]);
    expect(await tab("apigw completion install z")).toEqual(["zsh"]);
    expect(await tab("apigw completion zsh ")).toEqual(["--quiet", "--error-format", "--help"]);
  });
});

describe("values", () => {
  // What nobody can know beforehand.
  const FREE = [
    "--subdomain",
    "--create-role",
    "--name",
    "--role-resource",
    "--permissions-boundary",
    "--role-path",
    "--role-tag",
    "--name",
    "--path-override",
    "--uri",
    "--integration-target",
    "--scope",
    "--operation-name",
    "--cache-namespace",
    "--query",
    "--port",
    "--query-string",
    "--expect-body",
    "--last",
    "--throttle",
    "--client-certificate",
    "--cli-connect-timeout",
    "--cli-read-timeout",
    "--description",
    "--stage-description",
    "--deployment",
    "--throttle-rate",
    "--throttle-burst",
  ];

  it("offers the runs that are kept", async () => {
    for (const name of ["undo", "resume", "history"])
      expect(await tab(`apigw ${name} `)).toEqual(["20261126-144501123-7kq2"]);
    expect(await tab("apigw undo 20261126-144501123-7kq2 --fo")).toEqual(["--force"]);
  });

  it("offers what a method has set to be unset", async () => {
    const all = await tab("apigw update-method --api petstore --unset ");
    expect(all).toContain("operation-name");
    const place = await freshPlace();
    const at = "--api petstore --resource /pets --method PUT";
    const made = await place.run(
      `apigw create-method ${at} --integration mock --header X-Id:required --operation-name putPet --response 200 --response 404=4 --response-header "404:X-Why='x'"`,
    );
    expect(made.exit, made.stderr).toBe(0);
    const reading = sandboxReading(join(place.folder, "state.json"), "us-east-1");
    const line = `apigw update-method ${at} --unset `;
    expect(await tab(line, reading)).toEqual([
      "operation-name",
      "header:X-Id",
      "request-template:application/json",
      "response:200",
      "response:404",
      "response-header:404:X-Why",
      "response-model:200:application/json",
    ]);
    expect(await tab(`${line}operation-name --unset head`, reading)).toEqual(["header:X-Id"]);
    expect(await tab(`${line}operation-name --unset oper`, reading)).toEqual([]);
  });

  it("completes every value that is not free text", () => {
    for (const { settings } of commands)
      for (const [key, setting] of entriesOf(settings)) {
        if (setting.value.placeholder === undefined || FREE.includes(`--${setting.flag}`)) continue;
        expect(setting.value.choices ?? setting.suggest ?? typings[key], `--${setting.flag}`).toBeDefined();
      }
  });

  it.each([
    ["--integration ", ["lambda", "http", "mock", "aws", "vpc-link"]],
    ["--integration=l", ["--integration=lambda"]],
    ["--authorization i", ["iam"]],
    ["--resource /", ["/", "/pets", "/pets/"]],
    ["--resource /pets/", ["/pets/{petId}"]],
    ["--resource '/pets/{", ["/pets/{petId}"]],
    ["--resource /pets --method ", ["ANY", "DELETE", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]],
    ["--resource /pets --if-exists update --method G", ["GET"]],
    ["--function ", ["hello", "list-pets", "create-pet"]],
    ["--function hello:", ["hello:live"]],
    ["--function list-pets:", []],
    [
      "--role ",
      ["arn:aws:iam::123456789012:role/apigw-sample-role", "arn:aws:iam::123456789012:role/lambda-basic"],
    ],
    ["--role lambda-b", ["arn:aws:iam::123456789012:role/lambda-basic"]],
    ["--authorization cognito --authorizer ", ["customers"]],
    ["--authorization lambda --authorizer ", ["staff"]],
    ["--request-model application/json=P", ["application/json=Pet"]],
    ["--response-model 200:application/json=P", ["200:application/json=Pet"]],
    ["--response 404 --response-model ", ["404:"]],
    ["--integration aws --service sqs --action SendM", ["SendMessage", "SendMessageBatch"]],
    [
      "--integration aws --service sqs --create-role x --role-action sqs:SendMessageB",
      ["sqs:SendMessageBatch"],
    ],
    ["--recipe sqs:SendMessage --set ", ["queue="]],
    ["--profile st", ["staging"]],
    ["--region eu-west-1", ["eu-west-1"]],
    ["--request-template ", ["application/json=", "application/xml=", "text/plain=", "$default="]],
    ["--request-template application/json=", ["application/json=@", "application/json=-"]],
    [
      "--request-template application/json=@",
      ["application/json=@templates/", "application/json=@pet file.json"],
    ],
    ["--request-template application/json=@templates/c", ["application/json=@templates/create.vtl"]],
    ["--header X-Trace:", ["X-Trace:required", "X-Trace:cached"]],
    ["--header X-Trace:required:", ["X-Trace:required:cached"]],
    ["--resource '/pets/{petId}' --path-param ", ["petId"]],
    [
      "--query-param limit --request-parameter integration.request.q",
      ["integration.request.querystring.limit=", "integration.request.querystring."],
    ],
    [
      "--query-param limit --request-parameter integration.request.querystring.max=method.request.q",
      ["integration.request.querystring.max=method.request.querystring.limit"],
    ],
    [
      "--request-parameter integration.request.header.Id=context.requestI",
      ["integration.request.header.Id=context.requestId"],
    ],
    [
      "--response-header 200:Cache-Control=integration.response.h",
      ["200:Cache-Control=integration.response.header.Cache-Control"],
    ],
  ] as const)("completes %s", async (typed, offered) => {
    expect(await tab(`${create} ${typed}`)).toEqual(offered);
  });

  it("offers the methods that there are to those who test one", async () => {
    expect(await tab("apigw test-method --api petstore --resource /pets --method ")).toEqual(["GET"]);
  });

  it("offers the stages of the API that is named", async () => {
    expect(await tab("apigw test-method --api petstore --stage ")).toEqual(["dev"]);
    expect(await tab("apigw test-method --api petstore --stage=d")).toEqual(["--stage=dev"]);
    expect(await tab("apigw test-method --api nothing --stage ")).toEqual([]);
  });

  it("finds APIs by name and by id, and names only those whose name can be typed", async () => {
    const { sample } = await import("./tab.ts");
    const apis = [
      { id: "abc123def4", name: "shop" },
      { id: "twin111111", name: "twin" },
      { id: "twin222222", name: "twin" },
      { id: "dash111111", name: "--sandbox" },
      { id: "line111111", name: "two\nlines" },
      { id: "blank11111", name: "my api" },
    ];
    const account = { ...sample, apis: async () => apis };
    expect(await tab("apigw create-method --api ", account)).toEqual([
      "shop",
      "twin111111",
      "twin222222",
      "dash111111",
      "line111111",
      "my api",
    ]);
    expect(await tab("apigw create-method --api abc1", account)).toEqual(["abc123def4"]);
    expect(await tab("apigw create-method --api sh", account)).toEqual(["shop"]);
  });

  it("goes on without what cannot be read", async () => {
    const { sample } = await import("./tab.ts");
    const denied = { ...sample, functions: () => Promise.reject(new Error("denied")) };
    expect(await tab(`${create} --function `, denied)).toEqual([]);
    expect(await tab(`${create} --func`, denied)).toEqual(["--function-region", "--function"]);
  });
});

describe("fish, which picks from more than what begins so", () => {
  const offered = async (shell: string, typed: string) => {
    const run = await (await freshPlace()).run(["__complete", shell, `${create} ${typed}`, ""], {
      env: { APIGW_SANDBOX: "1" },
    });
    return run.stdout.split("\n").flatMap((line) => line.split("\t")[0] || []);
  };

  it.each([
    ["--passgh", ["--passthrough"]],
    ["--integration vlink", ["vpc-link"]],
    ["--integration=vlink", ["--integration=vpc-link"]],
    ["--function crpet", ["create-pet"]],
    ["--function zzz", []],
  ])("%s", async (typed, words) => {
    expect(await offered("fish", typed)).toEqual(words);
    expect(await offered("zsh", typed)).toEqual([]);
  });

  it("gets those alone that begin so, where there are any", async () => {
    expect(await offered("fish", "--pass")).toEqual(["--passthrough"]);
    expect(await offered("fish", "--function l")).toEqual(["list-pets"]);
  });
});
