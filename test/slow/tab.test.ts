import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountIn } from "../cli/account.ts";
import { isThere, type RealShell, type Sitting, sitAt } from "./shell.ts";

// Names that an account may hold and that a shell would act on, with what is typed of each.
// Some are offered by their ids, which are random: what is typed is long enough to be the beginning of none of them.
const HOSTILE: readonly (readonly [name: string, typed: string])[] = [
  ["Mine first api", "Mine"],
  ["That's mine", "That"],
  ["$(touch PWNED)", "\\$"],
  ["`touch PWNED`", "\\`"],
  ['One "quoted" name', "One"],
  ["Xyz; touch PWNED & y | z", "Xyz"],
  ["Colon:name", "Colon"],
  ["Bang!bang", "Bang"],
  ["Glob*[a-z]?", "Glob"],
  ["Back\\slash", "Back"],
  ["{braces,too}", "\\{"],
  ["🎉 party", "🎉"],
  ["שלום עולם", "של"],
  ["#hash", "\\#"],
  ["~tilde", "\\~"],
  ["%percent=equals", "%"],
];
const UNTYPABLE = { "-dash": "begins with a dash", "new\nline": "has a line break" } as const;

interface Situation {
  readonly says: string;
  readonly type: string;
  /** What the line became. */
  readonly line?: string | Partial<Record<RealShell, string>>;
  /** The words that the program gets when the line is run. */
  readonly words?: readonly string[];
  /** What is listed. */
  readonly shows?: readonly (string | RegExp)[];
  readonly hides?: readonly string[];
  readonly left?: number;
  readonly tabs?: number;
  readonly not?: string;
}

const create = "apigw create-method --sandbox --api petstore";
const trial = "apigw test-method --sandbox --api petstore --resource /pets --method GET";
const SITUATIONS: readonly Situation[] = [
  { says: "a subcommand", type: "apigw create-m", line: "apigw create-method " },
  {
    says: "all subcommands, with descriptions",
    type: "apigw ",
    tabs: 2,
    shows: ["create-method", "Call a method as it is configured", "completion"],
  },
  { says: "a flag", type: `${create} --func`, line: `${create} --function` },
  {
    says: "a flag that no longer applies",
    type: `${create} --integration http --func`,
    line: `${create} --integration http --func`,
  },
  { says: "a flag that is given", type: `${create} --ap`, line: `${create} --api-key-required ` },
  { says: "a negated flag", type: `${create} --no-pr`, line: `${create} --no-proxy ` },
  { says: "an enum value", type: `${create} --integration vp`, line: `${create} --integration vpc-link ` },
  {
    says: "an enum value behind =",
    type: `${create} --integration=mo`,
    line: `${create} --integration=mock `,
  },
  {
    says: "a flag in front of the command",
    type: "apigw --sandbox test-m",
    line: "apigw --sandbox test-method ",
  },
  {
    says: "the middle of a word",
    type: `${create} --passgh`,
    left: 2,
    words: ["create-method", "--sandbox", "--api", "petstore", "--passthrough"],
  },
  {
    says: "the middle of a value",
    type: `${create} --function crpet`,
    left: 3,
    words: ["create-method", "--sandbox", "--api", "petstore", "--function", "create-pet"],
  },
  {
    says: "a word that is whole, from its middle",
    type: `${create} --integration vpc-link`,
    left: 3,
    words: ["create-method", "--sandbox", "--api", "petstore", "--integration", "vpc-link"],
  },
  {
    says: "a value behind = from its middle",
    type: `${create} --integration=vplink`,
    left: 4,
    words: ["create-method", "--sandbox", "--api", "petstore", "--integration=vpc-link"],
  },
  {
    says: "an API by name",
    type: "apigw create-method --sandbox --api pet",
    line: "apigw create-method --sandbox --api petstore ",
  },
  {
    says: "an API by name behind =",
    type: "apigw create-method --sandbox --api=pet",
    line: "apigw create-method --sandbox --api=petstore ",
  },
  {
    says: "a part of a path, the rest kept",
    // fish takes the whole word for what is typed, and no path begins so.
    not: "fish",
    type: `${create} --resource /pe/{petId}`,
    left: 8,
    words: ["create-method", "--sandbox", "--api", "petstore", "--resource", "/pets/{petId}"],
  },
  { says: "a part of a path", type: `${create} --resource /p`, line: `${create} --resource /pets` },
  {
    says: "the rest of a path",
    type: `${create} --resource /pets/`,
    words: ["create-method", "--sandbox", "--api", "petstore", "--resource", "/pets/{petId}"],
  },
  {
    says: "a path in single quotes",
    type: `${create} --resource '/pets/{`,
    words: ["create-method", "--sandbox", "--api", "petstore", "--resource", "/pets/{petId}"],
  },
  {
    says: "a path in double quotes",
    type: `${create} --resource "/pets/{`,
    words: ["create-method", "--sandbox", "--api", "petstore", "--resource", "/pets/{petId}"],
  },
  {
    says: "methods that the resource lacks",
    type: `${create} --resource /pets --method `,
    tabs: 2,
    shows: ["DELETE", "PATCH"],
    hides: ["GET"],
  },
  {
    says: "methods that there are",
    type: "apigw test-method --sandbox --api petstore --resource /pets --method ",
    line: "apigw test-method --sandbox --api petstore --resource /pets --method GET ",
  },
  {
    says: "functions with their runtime",
    type: `${create} --function `,
    tabs: 2,
    shows: ["create-pet", "list-pets", /nodejs22/],
  },
  { says: "a function", type: `${create} --function cr`, line: `${create} --function create-pet ` },
  {
    says: "an alias behind its function",
    type: `${create} --function hello:`,
    line: `${create} --function hello:live `,
  },
  {
    says: "roles, told which API Gateway may take",
    type: `${create} --role `,
    tabs: 2,
    shows: ["apigw-sample-role", "does not trust"],
  },
  {
    says: "a role by its name",
    type: `${create} --role apigw-s`,
    line: `${create} --role arn:aws:iam::123456789012:role/apigw-sample-role `,
  },
  {
    says: "an authorizer of the kind that is asked for",
    type: `${create} --authorization cognito --authorizer `,
    line: `${create} --authorization cognito --authorizer customers `,
  },
  {
    says: "a model",
    type: `${create} --request-model application/json=P`,
    line: `${create} --request-model application/json=Pet `,
  },
  {
    says: "a stage",
    type: `${trial} --stage pr`,
    line: `${trial} --stage prod `,
  },
  {
    says: "stages with the names of their variables",
    type: `${trial} --stage `,
    tabs: 2,
    shows: ["dev", "no stage variables", "prod", "sets table, region"],
    hides: ["secret"],
  },
  {
    says: "a VPC link by its name",
    type: `${create} --integration vpc-link --vpc-link back`,
    line: /^--vpc-link [a-z0-9]{6} $/.source,
  },
  {
    says: "an AWS service",
    type: `${create} --integration aws --service kine`,
    shows: ["kinesis", "kinesisvideo"],
    tabs: 2,
  },
  {
    says: "an action of the service",
    type: `${create} --integration aws --service sqs --action SendMessageB`,
    line: `${create} --integration aws --service sqs --action SendMessageBatch `,
  },
  { says: "a Region", type: `${create} --region eu-west-`, tabs: 2, shows: ["eu-west-1", "eu-west-3"] },
  { says: "a profile", type: `${create} --profile sta`, line: `${create} --profile staging ` },
  {
    says: "a file behind @",
    type: `${create} --request-template application/json=@templ`,
    line: `${create} --request-template application/json=@templates/`,
  },
  {
    says: "a mapping from a declared header",
    type: `${create} --header X-Trace --request-parameter integration.request.header.Y=method.request.h`,
    line: `${create} --header X-Trace --request-parameter integration.request.header.Y=method.request.header.X-Trace `,
  },
  {
    says: "a mapping from a path parameter",
    type: `${create} --resource '/pets/{petId}' --request-parameter integration.request.path.id=method.request.p`,
    line: `${create} --resource '/pets/{petId}' --request-parameter integration.request.path.id=method.request.path.petId `,
  },
  {
    says: "a mapping from the context",
    type: `${create} --request-parameter integration.request.header.Y=context.requestI`,
    line: `${create} --request-parameter integration.request.header.Y=context.requestId `,
  },
  { says: "a command behind another", type: "true; apigw sandb", line: "true; apigw sandbox " },
];

const missing = (["tmux", "bash", "zsh", "fish"] as const).filter((program) => !isThere(program));
if (missing.length > 0) console.warn(`Not run for want of ${missing.join(", ")}: TAB in these shells.`);

describe.each(["bash", "zsh", "fish"] as const)("TAB in %s", (shell) => {
  const absent = missing.includes("tmux") || missing.includes(shell);
  let sitting: Sitting;
  let folder: string;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    if (absent) return;
    folder = await mkdtemp(join(tmpdir(), "apigw-tab-"));
    const { gateway } = accountIn(join(folder, "state.json"));
    for (const name of [...HOSTILE.map(([one]) => one), ...Object.keys(UNTYPABLE)])
      ids.set(name, (await gateway.createRestApi({ name })).id ?? "");
    const { items = [] } = await gateway.getRestApis({});
    const restApiId = items.find(({ name }) => name === "petstore")?.id ?? "";
    const variables = { table: "secret", region: "secret" };
    await gateway.createDeployment({ restApiId, stageName: "prod", variables });
    const { mkdir, writeFile } = await import("node:fs/promises");
    await writeFile(join(folder, "config"), "[default]\n[profile staging]\nregion = eu-west-1\n");
    sitting = await sitAt(shell, {
      APIGW_SANDBOX_STATE: join(folder, "state.json"),
      AWS_CONFIG_FILE: join(folder, "config"),
    });
    await mkdir(join(sitting.folder, "templates"));
    await writeFile(join(sitting.folder, "templates", "one.vtl"), "");
  });
  afterAll(async () => {
    if (absent) return;
    sitting.leave();
    await rm(folder, { recursive: true, force: true });
  });

  it.skipIf(absent).each(SITUATIONS.filter(({ not }) => not !== shell))(
    "completes $says",
    async ({ type, line, words, shows, hides, left, tabs }) => {
      const typed = await sitting.tab(
        type,
        left,
        // bash's first TAB may write what all have in common, and only the next begins to list.
        tabs !== undefined && shell === "bash" ? tabs + 1 : tabs,
      );
      if (typeof line === "string" && line.startsWith("^"))
        expect(typed.line).toMatch(new RegExp(line.slice(1)));
      else if (line !== undefined) expect(typed.line).toBe(line);
      for (const one of shows ?? []) expect(typed.screen).toMatch(one);
      for (const one of hides ?? []) expect(typed.screen).not.toMatch(one);
      if (words) expect(await sitting.enter()).toEqual(words);
    },
  );

  it.skipIf(absent).each(HOSTILE)(
    "inserts %j so that it is one word and runs nothing",
    async (name, begun) => {
      for (const quote of ["", "'", '"']) {
        if (quote !== "" && begun.startsWith("\\")) continue;
        await sitting.tab(`apigw create-method --sandbox --api ${quote}${begun}`);
        expect(await sitting.enter(), `in ${quote || "no"} quotes`).toEqual([
          "create-method",
          "--sandbox",
          "--api",
          name,
        ]);
      }
      expect(existsSync(join(sitting.folder, "PWNED"))).toBe(false);
    },
  );

  it.skipIf(absent).each(Object.entries(UNTYPABLE))("offers the id of %j, which %s", async (name) => {
    const id = ids.get(name) ?? "";
    await sitting.tab(`apigw create-method --sandbox --api ${id.slice(0, 6)}`);
    expect(await sitting.enter()).toEqual(["create-method", "--sandbox", "--api", id]);
  });
});
