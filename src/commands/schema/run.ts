import { type CommandEntry, declared, type Session } from "../../cli/command.ts";
import { describeCommand } from "../../cli/describe/command.ts";
import { exitCodes } from "../../cli/describe/endings.ts";
import { methodSchema } from "../../cli/describe/method-schema.ts";
import { describeErrors, describeRules, planSchema } from "../../cli/describe/schemas.ts";
import { EXIT, orUsageError, UsageError } from "../../cli/exit.ts";
import { SUBJECTS } from "../../cli/help.ts";
import { printResult, queryFault } from "../../cli/output.ts";
import { didYouMean } from "../../settings/did-you-mean.ts";
import { methodSettings } from "../../settings/method.ts";
import { problem } from "../../settings/problem.ts";
import { VERSION } from "../../version.ts";

/** `apigw schema`: always data, JSON where nothing else is asked for. */
export async function describe(session: Session, commands: readonly CommandEntry[]): Promise<number> {
  const [name, extra] = session.operands;
  orUsageError([
    ...session.problems,
    ...(extra === undefined
      ? []
      : [problem(undefined, `"${extra.slice(0, 60)}" is one word too many`, "leave it out")]),
  ]);
  const described = await descriptionOf(name, commands);
  const { query, output = "json" } = session.given;
  const fault = query === undefined ? undefined : await queryFault(query, described);
  if (fault !== undefined)
    throw new UsageError([problem("query", `does not fit the result: ${fault}`, "see jmespath.org")]);
  await printResult(
    session,
    { ...session.given, output: output === "table" ? "yaml" : output },
    described,
    "",
  );
  return EXIT.done;
}

async function descriptionOf(name: string | undefined, commands: readonly CommandEntry[]): Promise<object> {
  switch (name) {
    case undefined:
      return {
        schemaVersion: 1,
        name: "apigw",
        version: VERSION,
        commands: (await declared(commands)).map(({ name, summary, effect }) => ({
          name,
          summary,
          effect,
          writes: effect === "changes",
        })),
        exitCodes,
        subjects: SUBJECTS.map(({ value, description }) => ({ name: value, summary: description })),
      };
    case "errors":
      return describeErrors();
    case "plan":
      return planSchema;
    case "method":
      return methodSchema(methodSettings);
    case "rules":
      return describeRules();
    default: {
      const command = commands.find((one) => one.name === name);
      if (command) return { schemaVersion: 1, ...describeCommand(await command.declared()) };
      const names = [...SUBJECTS.map(({ value }) => value), ...commands.map((one) => one.name)];
      throw new UsageError([
        problem(
          undefined,
          `"${name.slice(0, 60)}" is nothing that is described`,
          didYouMean(name, names) ?? `give one of ${names.join(", ")}, or nothing`,
        ),
      ]);
    }
  }
}
