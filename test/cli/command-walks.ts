import fc from "fast-check";
import { expect, test } from "vitest";
import { CTRL_C } from "./person.ts";
import { freshPlace, type Place, type Run } from "./run.ts";
import { sent } from "./sent.ts";
import { type Answers, walks } from "./walks.ts";

const LINE = "apigw create-method --api petstore --resource /pets";

const line = (run: Run): string =>
  /^(?:The same by one command|To take it up again):\n {2}(apigw .*)$/m.exec(run.stderr)?.[1] ?? "";

const some = (...texts: string[]) => fc.constantFrom("", ...texts);
const yes = fc.constantFrom("y", "n");
/** Entries of a list, and then on. */
const entries = (...texts: string[]) => fc.subarray(texts).map((all) => [...all, ""]);

const backend = fc.constantFrom<Record<string, fc.Arbitrary<string>>>(
  {
    "Integration type": fc.constant("lambda"),
    "Lambda proxy": yes,
    "Response transfer mode": some("stream"),
    "Lambda function": fc.constantFrom(
      "hello",
      "hello:live",
      "arn:aws:lambda:us-east-1:123456789012:function:create-pet",
    ),
  },
  {
    "Integration type": fc.constant("http"),
    "HTTP proxy": yes,
    "HTTP method": fc.constantFrom("get", "any", "patch"),
    "Endpoint URL": fc.constantFrom("https://example.com", "https://example.com/a?b=it's&c=$d;e"),
    "Content handling": some("convert to text", "passthrough"),
  },
  {
    "Integration type": fc.constant("vpc-link"),
    "VPC proxy": yes,
    "VPC link": fc.constant("backend"),
    "HTTP method": fc.constantFrom("get", "post"),
    "Endpoint URL": fc.constant("http://pets.internal"),
    "TLS without": yes,
  },
  { "Integration type": fc.constant("mock") },
  {
    "Integration type": fc.constant("aws"),
    "What to call": fc.constantFrom("sqs:SendMessage", "sns:Publish", "dynamodb:GetItem"),
    queue: fc.constant("pets"),
    topic: fc.constant("news"),
    table: fc.constant("pets"),
    "Execution role": fc.constant("create a role"),
    "New execution role": fc.constantFrom("pets-caller", "another_one"),
  },
);

const request: Record<string, fc.Arbitrary<string | readonly string[]>> = {
  Timeout: some("50", "1234"),
  "Configure method request": yes,
  "Authorization:": some("iam", "none"),
  "Request validator": some("all", "body"),
  "API key": yes,
  "Operation name": some("list pets", `it's "quoted" $HOME`, "*?"),
  "URL query": entries("limit:required", "page:cached"),
  "HTTP request headers": entries("X-Id:required:cached", "X-Kind:required"),
  "Request body (": entries("text/plain=Pet"),
  "Configure integration": yes,
  "Mapped parameters": entries("integration.request.header.X-Text='a b'"),
  "Mapping templates": entries(`text/plain={"a": "it's $input.path('$.b')"}`),
  "Request body passthrough": some("never"),
  "Configure responses": yes,
  "Method response": entries("400=4.*", "500=(five|oh) .+"),
};

const walk = (backend.chain((of) => fc.record({ ...of, ...request })) as fc.Arbitrary<Answers>).map(
  (one) => ({
    ...one,
    // A proxy's backend sets the status: there are no patterns.
    ...(Object.entries(one).some(([question, answer]) => / proxy$/.test(question) && answer === "y")
      ? { "Method response": ["404", ""] }
      : {}),
    // A mock's template says the status it answers with.
    ...(one["Integration type"] === "mock" ? { "Mapping templates": "" } : {}),
  }),
);

/** Ways for a run to end once all was answered; the first is the good one. */
const ENDS = {
  "the good end": async (place: Place, answers: Answers) =>
    place.sit(LINE, async (person) => {
      await walks(person, { "Method type": "put", ...answers });
      await person.says(true, "Create method?");
    }),
  Cancel: async (place: Place, answers: Answers) =>
    place.sit(LINE, async (person) => {
      await walks(person, { "Method type": "put", ...answers });
      await person.says(false, "Create method?");
    }),
  "Ctrl-C": async (place: Place, answers: Answers) =>
    place.sit(LINE, async (person) => {
      await walks(person, { "Method type": "put", ...answers });
      person.type(CTRL_C);
    }),
  "a refusal": async (place: Place, answers: Answers) =>
    place.sit(LINE, async (person) => {
      await walks(person, { "Method type": "put", ...answers });
      await person.says(true, "Create method?");
      await person.sees("You are not allowed to call PutMethod");
      await person.says(false, "Create method?");
    }),
};

/** Walks with generated answers; what each is told to run in the end makes the same as the walk. */
export function sameByThePrintedLine(numRuns: number, seed: number): void {
  const walked = fc.sample(walk, { numRuns, seed });
  const cases = walked.flatMap((answers, i) => {
    const end = Object.keys(ENDS)[i % 4] as keyof typeof ENDS;
    return [{ n: i + 1, end, answers }];
  });

  test.each(cases)("walk $n, after $end", async ({ end, answers }) => {
    const [whole, other, again] = [
      await freshPlace(),
      await freshPlace(end === "a refusal" ? { faults: [{ kind: "denied", operation: "PutMethod" }] } : {}),
      await freshPlace(),
    ];
    const good = await ENDS["the good end"](whole, answers);
    expect(good.exit, good.stderr.slice(-2500)).toBe(0);
    const ended = end === "the good end" ? good : await ENDS[end](other, answers);
    expect(line(ended), ended.stderr.slice(-1500)).not.toBe("");
    const byLine = await again.run(`${line(ended)} --no-input`);
    expect(byLine.exit, `${line(ended)}\n${byLine.stderr}`).toBe(0);
    expect(await sent(again, byLine)).toEqual(await sent(whole, good));
  });
}
