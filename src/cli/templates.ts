import type { World } from "../ports.ts";
import type { Known, Template } from "../settings/known.ts";
import { type Problem, problem } from "../settings/problem.ts";
import { templateFault } from "../settings/values.ts";

/** The texts of all templates that were given, from files and standard input; what could not be read is a problem. */
export async function readTemplates(
  world: World,
  known: Known,
): Promise<{ texts: ReadonlyMap<Template, string>; problems: readonly Problem[] }> {
  const texts = new Map<Template, string>();
  const problems: Problem[] = [];
  const given = [
    ...(known.requestTemplate ?? []).map((template) => ["--request-template", template] as const),
    ...(known.responseTemplate ?? []).map(({ of }) => ["--response-template", of] as const),
  ];
  for (const [flag, template] of given) {
    const { source } = template;
    try {
      const text =
        "text" in source
          ? source.text
          : "file" in source
            ? await world.readText(source.file)
            : await world.readStdin();
      const fault = text === "" ? undefined : templateFault(text);
      if (fault === undefined) texts.set(template, text);
      else problems.push(problem(flag, `the template for ${template.contentType} ${fault}`, "mend the file"));
    } catch (error) {
      const name = "file" in source ? source.file : "standard input";
      const { code = "unreadable" } = error as NodeJS.ErrnoException;
      problems.push(problem(flag, `${name} cannot be read (${code})`, "check the path behind the @"));
    }
  }
  return { texts, problems };
}
