import { command } from "../cli/command.ts";
import { settings } from "./explain/settings.ts";

export const explain = command({
  description:
    "Takes what is at hand: an execution log or a line of it, an error message or the body that a caller got, an invoke URL with a verb, the name of a check, or with --function a function. Says what it is, why, and the command that mends it; where the method is known, whether the cause holds there. A text may tell of several calls, as CloudWatch, its queries and curl print them; the place that it names need not be given. What is not known is said to be so: nothing is guessed. Changes nothing, calls no backend.",
  effect: "looks",
  settings,
  usage: "[TEXT]",
  operands: () => [],
  examples: [
    { says: "What a caller got", line: `apigw explain 'Missing Authentication Token'` },
    {
      says: "The log of a test, with a look at the method",
      line: "apigw explain --api petstore --resource /pets --method GET --log @test.log",
    },
    {
      says: "Which method answers, and whether it is live",
      line: "apigw explain 'GET https://abcde12345.execute-api.us-east-1.amazonaws.com/prod/pets/7'",
    },
    { says: "Who calls a function", line: "apigw explain --function list-pets:live" },
  ],
  load: () => import("./explain/run.ts"),
});
