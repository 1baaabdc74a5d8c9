import { describe, expect, test } from "vitest";
import { allowedBy, trustOf } from "../../src/gateway/policy/role-verdict.ts";
import { type Around, freshPlace, type Place } from "../cli/run.ts";
import { rolesOf } from "./account-roles.ts";

const QUEUE = "arn:aws:sqs:us-east-1:123456789012:pets";
const onPets = (place: Place, rest: string, around: Around = {}) =>
  place.run(
    `apigw create-method --api petstore --resource /pets --method PUT --integration aws ${rest}`,
    around,
  );
const bySqs =
  "--service sqs --path-override 123456789012/pets --request-template 'application/json=Action=SendMessage&MessageBody=$util.urlEncode($input.body)'";
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const names = (run: { writes: readonly { operation: string }[] }) =>
  run.writes.map(({ operation }) => operation);

describe("--create-role", () => {
  test("--test waits for the new role: IAM lets nobody assume it in its first seconds", async () => {
    const place = await freshPlace();
    const { iam, trust } = rolesOf(place);
    const trusts = (Service: string) =>
      iam.updateAssumeRolePolicy({ RoleName: "pets-caller", PolicyDocument: trust({ Service }) });
    let tests = 0;
    const run = await onPets(place, `${bySqs} --create-role pets-caller --test`, {
      async meanwhile({ operation }) {
        if (operation === "CreateRole") await trusts("nobody.amazonaws.com");
        if (operation !== "TestInvokeMethod") return;
        tests += 1;
        if (tests === 1) await trusts("apigateway.amazonaws.com");
      },
    });
    expect(run.exit, run.stderr).toBe(0);
    expect(tests).toBe(2);
    expect(run.stderr).toContain(
      "What was just granted does not count yet; that takes some seconds. Trying again.",
    );
    expect(run.stdout).toMatch(/^Status +200$/m);
  });

  test("--test waits for a new permission too, and for a new role's policy", async () => {
    const place = await freshPlace();
    const { functions } = place.account;
    let tests = 0;
    const run = await place.run(
      "apigw create-method --api petstore --resource /pets --method PUT --integration lambda --proxy --function list-pets --test",
      {
        hurried: true,
        async meanwhile({ operation, input }) {
          // As if Lambda had not taken it up yet.
          const { FunctionName = "", StatementId = "" } = input as Record<string, string>;
          if (operation === "AddPermission") await functions.removePermission({ FunctionName, StatementId });
          if (operation !== "TestInvokeMethod") return;
          tests += 1;
          if (tests === 2)
            await functions.addPermission({
              FunctionName: "list-pets",
              StatementId: "late",
              Action: "lambda:InvokeFunction",
              Principal: "apigateway.amazonaws.com",
            });
        },
      },
    );
    expect(tests, run.stderr).toBe(3);
    expect(run.stderr).toContain("What was just granted does not count yet; that takes some seconds.");
    expect(run.stdout).toMatch(/^Status +200$/m);
  });

  test("makes a role that API Gateway alone may assume, for one action on one resource", async () => {
    const place = await freshPlace();
    const run = await onPets(place, `${bySqs} --create-role pets-caller`);
    expect(run.exit, run.stderr).toBe(0);
    // IAM's calls go beside API Gateway's; the method waits for the role that it names.
    expect(names(run)[0]).toBe("CreateRole");
    expect(names(run).filter((name) => /Role/.test(name))).toEqual(["CreateRole", "PutRolePolicy"]);
    expect(names(run)).toContain("PutMethod");
    expect(await rolesOf(place).look("pets-caller")).toMatchObject({
      path: "/",
      tags: [],
      trust: {
        Statement: [
          {
            Sid: "",
            Effect: "Allow",
            Principal: { Service: "apigateway.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      },
      policies: [{ Statement: [{ Effect: "Allow", Action: ["sqs:SendMessage"], Resource: [QUEUE] }] }],
    });
    expect(run.writes.find(({ operation }) => operation === "PutIntegration")?.input).toMatchObject({
      credentials: role("pets-caller"),
    });
    expect(run.stderr).not.toContain("on *");
  });

  test("with path, boundary and tags", async () => {
    const place = await freshPlace();
    const run = await onPets(
      place,
      `${bySqs} --create-role pets-caller --role-path /service/ --role-tag team=pets --role-tag cost=1 --permissions-boundary arn:aws:iam::123456789012:policy/bound`,
    );
    expect(run.exit, run.stderr).toBe(0);
    expect(run.writes[0]?.input).toMatchObject({
      RoleName: "pets-caller",
      Path: "/service/",
      PermissionsBoundary: "arn:aws:iam::123456789012:policy/bound",
      Tags: [
        { Key: "team", Value: "pets" },
        { Key: "cost", Value: "1" },
      ],
    });
    expect(run.writes.find(({ operation }) => operation === "PutIntegration")?.input).toMatchObject({
      credentials: role("service/pets-caller"),
    });
  });

  test.each([
    [
      "--service dynamodb --action PutItem",
      "arn:aws:dynamodb:us-east-1:123456789012:table/*",
      "Note: The role may do dynamodb:PutItem on arn:aws:dynamodb:us-east-1:123456789012:table/*, because which TableName is not known; narrow it with --role-resource.",
    ],
    [
      "--service polly --action SynthesizeSpeech",
      "*",
      "on *, because it acts on a resource only where lexicons are used",
    ],
    [
      "--service polly --action DescribeVoices",
      "*",
      "on *, because no resource is known that it always acts on",
    ],
    [
      "--service s3 --integration-method GET --path-override 'my-pets/{key}' --request-parameter integration.request.path.key=context.requestId",
      "arn:aws:s3:::my-pets/*",
      "",
    ],
    [
      "--service dynamodb --action PutItem --role-resource arn:aws:dynamodb:us-east-1:123456789012:table/pets",
      "arn:aws:dynamodb:us-east-1:123456789012:table/pets",
      "",
    ],
    [
      "--service-region eu-west-1 --service states --action StartExecution",
      "arn:aws:states:eu-west-1:123456789012:stateMachine:*",
      "because which StateMachineName is not known",
    ],
  ])("%s: on %s", async (flags, resource, note) => {
    const place = await freshPlace();
    const run = await onPets(place, `${flags} --create-role caller`);
    expect(run.exit, run.stderr).toBe(0);
    expect((await rolesOf(place).look("caller"))?.policies).toMatchObject([
      { Statement: [{ Resource: [resource] }] },
    ]);
    if (note === "") expect(run.stderr).not.toContain("The role may do");
    else expect(run.stderr).toContain(note);
  });

  test("for a function that is invoked by a role: no permission beside it", async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --api petstore --resource /pets --method PUT --integration lambda --proxy --function hello:live --create-role caller",
    );
    expect(run.exit, run.stderr).toBe(0);
    expect(names(run)).not.toContain("AddPermission");
    expect((await rolesOf(place).look("caller"))?.policies).toMatchObject([
      {
        Statement: [
          {
            Action: ["lambda:InvokeFunction"],
            Resource: ["arn:aws:lambda:us-east-1:123456789012:function:hello:live"],
          },
        ],
      },
    ]);
  });

  test("what cannot be told is asked for", async () => {
    const place = await freshPlace();
    const run = await onPets(
      place,
      "--service quantumpets --action Groom --integration-method POST --create-role x",
    );
    expect(run).toMatchObject({ exit: 2, writes: [] });
    expect(run.stderr).toContain(
      "--role-action: which IAM action the role needs cannot be told from what is called.",
    );
    const said = await onPets(
      place,
      "--service quantumpets --action Groom --integration-method POST --create-role x --role-action quantumpets:Groom",
    );
    expect(said.exit, said.stderr).toBe(0);
    expect(said.stderr).toContain("on *, because no resource was given");
  });

  test("a second run finds it: ten times leave one role with one policy", async () => {
    const place = await freshPlace();
    const line = `${bySqs} --create-role pets-caller --if-exists update`;
    expect((await onPets(place, line)).exit).toBe(0);
    for (let i = 1; i < 10; i++) expect(await onPets(place, line)).toMatchObject({ exit: 0, writes: [] });
    expect((await rolesOf(place).look("pets-caller"))?.policies).toHaveLength(1);
  });

  test("a role that is there gets what it may not do yet, beside what it may", async () => {
    const place = await freshPlace();
    const roles = rolesOf(place);
    await roles.make("pets-caller", roles.trust(), roles.allow("sqs:ReceiveMessage", QUEUE));
    const run = await onPets(place, `${bySqs} --create-role pets-caller`);
    expect(run.exit, run.stderr).toBe(0);
    expect(names(run).filter((name) => /Role/.test(name))).toEqual(["PutRolePolicy"]);
    expect((await roles.look("pets-caller"))?.policies).toHaveLength(2);
  });

  test("a role that trusts somebody else is left alone", async () => {
    const place = await freshPlace();
    const run = await onPets(place, `${bySqs} --create-role lambda-basic`);
    expect(run).toMatchObject({ exit: 2, writes: [] });
    expect(run.stderr).toContain(
      "--create-role: there is a role lambda-basic, and API Gateway may not assume it: it trusts lambda.amazonaws.com, not apigateway.amazonaws.com.",
    );
  });

  test.each([
    ["PutIntegration", "apigateway:PutIntegration"],
    ["PutRolePolicy", "iam:PutRolePolicy"],
  ])("it is taken back when %s fails", async (_, operation) => {
    const place = await freshPlace({ faults: [{ kind: "error", operation }] });
    const before = await place.account.dump();
    const run = await onPets(place, `${bySqs} --create-role pets-caller`);
    expect(run.exit, run.stderr).toBe(1);
    expect(names(run)).toContain("CreateRole");
    expect(run.stderr).toContain("All that had been done was taken back");
    expect(await rolesOf(place).look("pets-caller")).toBeUndefined();
    expect(await place.account.dump()).toEqual(before);
  });

  test.each(["iam:CreateRole", "iam:PutRolePolicy"])(
    "the lost answer of %s is looked for",
    async (operation) => {
      const place = await freshPlace({ faults: [{ kind: "reset-after", operation, nth: 1 }] });
      const run = await onPets(place, `${bySqs} --create-role pets-caller`);
      expect(run.exit, run.stderr).toBe(0);
      expect((await rolesOf(place).look("pets-caller"))?.policies).toHaveLength(1);
    },
  );

  test("one that somebody else made meanwhile is not taken back", async () => {
    const place = await freshPlace();
    const roles = rolesOf(place);
    const run = await onPets(place, `${bySqs} --create-role theirs`, {
      onCall: ({ operation }: { operation: string }) => {
        if (operation === "GetRole") void roles.make("theirs", roles.trust(), roles.allow("s3:*"));
      },
    });
    expect(run.exit, run.stderr).toBe(1);
    expect((await roles.look("theirs"))?.policies).toMatchObject([{ Statement: [{ Action: "s3:*" }] }]);
  });

  test("a dry run prints its calls", async () => {
    const place = await freshPlace();
    const run = await onPets(place, `${bySqs} --create-role pets-caller --dry-run`);
    expect(run).toMatchObject({ exit: 0, writes: [] });
    expect(run.stdout).toMatch(/^1\. iam:CreateRole {2}role pets-caller/m);
    expect(run.stdout).toContain("2. iam:PutRolePolicy  role pets-caller");
  });

  test.each([
    ["--create-role 'a b'", '--create-role: "a b" is not a role\'s name'],
    [`--create-role x --role ${role("y")}`, "--create-role: does not apply"],
    ["--create-role x --role-resource pets", '--role-resource: "pets" is not an ARN'],
    ["--create-role x --role-path here", '--role-path: "here" is not a role\'s path'],
    ["--create-role x --role-action SendMessage", '--role-action: "SendMessage" is not an IAM action'],
    [`--role ${role("apigw-sample-role")} --role-resource ${QUEUE}`, "--role-resource: does not apply"],
  ])("%s is refused", async (flags, words) => {
    const place = await freshPlace();
    const run = await onPets(place, `${bySqs} ${flags}`);
    expect(run).toMatchObject({ exit: 2, writes: [] });
    expect(run.stderr).toContain(words);
  });
});

describe("a role that is given", () => {
  const checked = async (
    prepare: (roles: ReturnType<typeof rolesOf>, place: Place) => Promise<string>,
    flags = bySqs,
  ) => {
    const place = await freshPlace();
    const arn = await prepare(rolesOf(place), place);
    return onPets(place, `${flags} --role ${arn}`);
  };
  const refuses = async (words: string, ...of: Parameters<typeof checked>) => {
    const run = await checked(...of);
    expect(run).toMatchObject({ exit: 2, writes: [] });
    expect(run.stderr).toContain(words);
    expect(run.stderr).toContain("--skip-check role goes on all the same");
  };

  test("that trusts and allows is taken", async () => {
    const run = await checked((roles) =>
      roles.make("good", roles.trust(), roles.allow("sqs:SendMessage", QUEUE)),
    );
    expect(run.exit, run.stderr).toBe(0);
    expect(run.stderr).not.toContain("(role)");
  });

  test("that does not exist", () => refuses(`there is no role ${role("gone")}`, async () => role("gone")));
  test("that is at another path", () =>
    refuses(`Give ${role("apigw-sample-role")}`, async () => role("service/apigw-sample-role")));
  test("of another account", () =>
    refuses("Cross-account pass role is not allowed", async () => "arn:aws:iam::210987654321:role/theirs"));
  test("that trusts Lambda", () =>
    refuses("it trusts lambda.amazonaws.com, not apigateway.amazonaws.com", async () =>
      role("lambda-basic"),
    ));
  test("that asks for an external id", () =>
    refuses("sts:ExternalId", (roles) =>
      roles.make(
        "external",
        roles.trust(undefined, { Condition: { StringEquals: { "sts:ExternalId": "x" } } }),
        roles.allow("sqs:*"),
      ),
    ));
  test("that allows another action", () =>
    refuses("does not allow sqs:SendMessage", (roles) =>
      roles.make("reader", roles.trust(), roles.allow("sqs:ReceiveMessage")),
    ));
  test("that allows it on another queue", () =>
    refuses(`does not allow sqs:SendMessage on ${QUEUE}`, (roles) =>
      roles.make("other", roles.trust(), roles.allow("sqs:SendMessage", `${QUEUE}-not`)),
    ));
  test("that denies it", () =>
    refuses("does not allow sqs:SendMessage", (roles) =>
      roles.make(
        "denier",
        roles.trust(),
        roles.allow("*"),
        roles.policy({ Effect: "Deny", Action: "sqs:Send*", Resource: "*" }),
      ),
    ));

  test("with a condition on the source account is warned about", async () => {
    const run = await checked((roles) =>
      roles.make(
        "conditional",
        roles.trust(undefined, { Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } }),
        roles.allow("sqs:SendMessage"),
      ),
    );
    expect(run.exit, run.stderr).toBe(0);
    expect(run.stderr).toContain("its trust policy has a condition on aws:SourceAccount");
  });

  test("whose attached policy allows it is taken, and one whose attached policy denies it is not", async () => {
    const attached = (document: (roles: ReturnType<typeof rolesOf>) => string) =>
      checked(async (roles) => {
        const arn = await roles.make("attached", roles.trust(), roles.allow("sqs:*"));
        const { Policy } = await roles.iam.createPolicy({
          PolicyName: "own",
          PolicyDocument: document(roles),
        });
        await roles.iam.attachRolePolicy({ RoleName: "attached", PolicyArn: Policy?.Arn });
        return arn;
      });
    const allowing = await attached((roles) => roles.allow("sqs:SendMessage", QUEUE));
    expect(allowing.exit, allowing.stderr).toBe(0);
    expect(allowing.stderr).not.toContain("(role)");
    const denying = await attached((roles) => roles.policy({ Effect: "Deny", Action: "*", Resource: "*" }));
    expect(denying).toMatchObject({ exit: 2, writes: [] });
  });

  test.each([
    ["s3:*", 2, "does not allow sqs:SendMessage"],
    ["sqs:*", 0, ""],
  ])("whose permissions boundary allows %s", async (action, exit, words) => {
    const run = await checked(async (roles) => {
      const { Policy } = await roles.iam.createPolicy({
        PolicyName: "bound",
        PolicyDocument: roles.allow(action),
      });
      const { Role } = await roles.iam.createRole({
        RoleName: "bounded",
        AssumeRolePolicyDocument: roles.trust(),
        PermissionsBoundary: Policy?.Arn,
      });
      await roles.iam.putRolePolicy({
        RoleName: "bounded",
        PolicyName: "all",
        PolicyDocument: roles.allow("*"),
      });
      return Role?.Arn ?? "";
    });
    expect(run.exit, run.stderr).toBe(exit);
    expect(run.stderr).toContain(words);
  });

  test("whose attached policy cannot be read is not checked, and never fine", async () => {
    const run = await checked(async (roles) => {
      const arn = await roles.make("attached", roles.trust());
      await roles.iam.attachRolePolicy({
        RoleName: "attached",
        PolicyArn: "arn:aws:iam::aws:policy/AmazonSQSFullAccess",
      });
      return arn;
    });
    expect(run.exit, run.stderr).toBe(0);
    expect(run.stderr).toMatch(/not checked \(role\): of .*attached: whether it allows sqs:SendMessage/);
  });

  test("is not looked at with --skip-check role, nor where a stage decides which it is", async () => {
    const skipped = await checked(async () => role("gone"), `${bySqs} --skip-check role`);
    expect(skipped.exit, skipped.stderr).toBe(0);
    const staged = await checked(async () => "'arn:aws:iam::123456789012:role/${stageVariables.role}'");
    expect(staged.exit, staged.stderr).toBe(0);
  });

  test("is found by check-method too", async () => {
    const place = await freshPlace();
    await onPets(place, `${bySqs} --role ${role("lambda-basic")} --skip-check role`);
    const run = await place.run("apigw check-method --api petstore --resource /pets --method PUT");
    expect(run.exit).toBe(1);
    expect(run.stdout).toContain("it trusts lambda.amazonaws.com");
    expect(run.stdout).toContain("does not allow sqs:SendMessage");
  });
});

describe("a trust policy", () => {
  const gateway = { Service: "apigateway.amazonaws.com" };
  const policy = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
  const assume = (more: object) => ({
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Principal: gateway,
    ...more,
  });
  const fine = { fault: undefined, warning: undefined };
  const faulty = { fault: expect.any(String) };
  const doubtful = { warning: expect.any(String) };

  test.each([
    ["API Gateway", policy(assume({})), fine],
    [
      "API Gateway among others",
      policy(assume({ Principal: { Service: ["lambda.amazonaws.com", "apigateway.amazonaws.com"] } })),
      fine,
    ],
    ["anybody", policy(assume({ Principal: "*" })), fine],
    ["any AWS principal", policy(assume({ Principal: { AWS: "*" } })), fine],
    ["every action of sts", policy(assume({ Action: "sts:*" })), fine],
    ["in another spelling", policy(assume({ Action: "STS:assumerole" })), fine],
    ["one statement, no list", JSON.stringify({ Statement: assume({}) }), fine],
    ["Lambda", policy(assume({ Principal: { Service: "lambda.amazonaws.com" } })), faulty],
    ["China's spelling", policy(assume({ Principal: { Service: "apigateway.amazonaws.com.cn" } })), faulty],
    ["the account", policy(assume({ Principal: { AWS: "arn:aws:iam::123456789012:root" } })), faulty],
    ["nobody", policy(), faulty],
    ["text that is no JSON", "{", faulty],
    ["tagging sessions only", policy(assume({ Action: "sts:TagSession" })), faulty],
    ["but denies", policy(assume({}), assume({ Effect: "Deny" })), faulty],
    [
      "but denies somebody else",
      policy(assume({}), assume({ Effect: "Deny", Principal: { Service: "lambda.amazonaws.com" } })),
      fine,
    ],
    [
      "with an external id",
      policy(assume({ Condition: { StringEquals: { "sts:ExternalId": "x" } } })),
      faulty,
    ],
    [
      "with SourceAccount",
      policy(assume({ Condition: { StringEquals: { "aws:SourceAccount": "1" } } })),
      doubtful,
    ],
    [
      "with SourceArn",
      policy(assume({ Condition: { ArnLike: { "aws:SourceArn": "arn:aws:execute-api:*" } } })),
      doubtful,
    ],
    [
      "with a condition, and without",
      policy(assume({ Condition: { StringEquals: { "aws:SourceAccount": "1" } } }), assume({})),
      fine,
    ],
    [
      "but denies under a condition",
      policy(assume({}), assume({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } })),
      doubtful,
    ],
    [
      "all but Lambda",
      policy({
        Effect: "Allow",
        Action: "sts:AssumeRole",
        NotPrincipal: { Service: "lambda.amazonaws.com" },
      }),
      fine,
    ],
  ])("that trusts %s", (_, document, verdict) => {
    expect(trustOf(document)).toEqual(verdict === fine ? {} : verdict);
  });
});

describe("a role's policies", () => {
  const allow = (Action: unknown, Resource: unknown = "*", more: object = {}) =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Action, Resource, ...more }] });
  const deny = (Action: unknown, Resource: unknown = "*", more: object = {}) =>
    JSON.stringify({ Statement: [{ Effect: "Deny", Action, Resource, ...more }] });
  const condition = { Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } } };

  test.each([
    ["the action on everything", [allow("sqs:SendMessage")], "allowed"],
    ["it by wildcard", [allow("sqs:*")], "allowed"],
    ["everything", [allow("*")], "allowed"],
    ["it in another case", [allow("SQS:sendmessage")], "allowed"],
    ["it among others", [allow(["s3:GetObject", "sqs:SendMessage"], ["arn:aws:s3:::x", QUEUE])], "allowed"],
    ["it on the queue", [allow("sqs:SendMessage", QUEUE)], "allowed"],
    ["it on all queues", [allow("sqs:SendMessage", "arn:aws:sqs:*:*:*")], "allowed"],
    ["it on another queue", [allow("sqs:SendMessage", `${QUEUE}-2`)], "not allowed"],
    ["another action", [allow("sqs:ReceiveMessage")], "not allowed"],
    ["nothing", [], "not allowed"],
    ["text that is no JSON", ["{"], "not allowed"],
    ["it under a condition", [allow("sqs:SendMessage", "*", condition)], "unsure"],
    ["it, and denies it", [allow("*"), deny("sqs:SendMessage")], "denied"],
    ["it, and denies it elsewhere", [allow("*"), deny("sqs:SendMessage", `${QUEUE}-2`)], "allowed"],
    ["it, and denies it under a condition", [allow("*"), deny("sqs:*", "*", condition)], "unsure"],
    [
      "all but another action",
      [JSON.stringify({ Statement: { Effect: "Allow", NotAction: "iam:*", Resource: "*" } })],
      "allowed",
    ],
    [
      "all but it",
      [JSON.stringify({ Statement: { Effect: "Allow", NotAction: "sqs:*", Resource: "*" } })],
      "not allowed",
    ],
    [
      "all but the queue",
      [JSON.stringify({ Statement: { Effect: "Allow", Action: "sqs:*", NotResource: QUEUE } })],
      "not allowed",
    ],
    [
      "it on a queue named by a tag",
      [allow("sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:${aws:PrincipalTag/q}")],
      "unsure",
    ],
  ] as const)("allow %s", (_, policies, verdict) => {
    expect(allowedBy(policies, "sqs:SendMessage", [QUEUE])).toBe(verdict);
  });

  test("where the resource is a pattern, a part of it is not all", () => {
    const objects = ["arn:aws:s3:::pets/*"];
    expect(allowedBy([allow("s3:GetObject", "arn:aws:s3:::pets/*")], "s3:GetObject", objects)).toBe(
      "allowed",
    );
    expect(allowedBy([allow("s3:GetObject", "arn:aws:s3:::pets/public/*")], "s3:GetObject", objects)).toBe(
      "unsure",
    );
    expect(allowedBy([allow("s3:GetObject", "arn:aws:s3:::other/*")], "s3:GetObject", objects)).toBe(
      "not allowed",
    );
  });

  test("where the resource is not known, any that is allowed will do, and a partial deny leaves doubt", () => {
    expect(allowedBy([allow("sqs:SendMessage", QUEUE)], "sqs:SendMessage", [])).toBe("allowed");
    expect(allowedBy([allow("sqs:*"), deny("sqs:*", QUEUE)], "sqs:SendMessage", [])).toBe("unsure");
  });
});
