import type { World } from "../ports.ts";
import type { Known, Source, Template } from "../settings/known.ts";
import { type Problem, problem } from "../settings/problem.ts";
import { templateFault } from "../settings/values.ts";

/** The text of a file, of standard input, or the text that was given; or why it cannot be read. */
export async function readSource(
  world: World,
  source: Source,
): Promise<{ text: string } | { fault: string }> {
  if ("text" in source) return source;
  try {
    return { text: "file" in source ? await world.readText(source.file) : await world.readStdin() };
  } catch (error) {
    const name = "file" in source ? source.file : "standard input";
    return { fault: `${name} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unreadable"})` };
  }
}

/** The texts of all templates that were given, from files and standard input; what could not be read is a problem. */
export async function readTemplates(
  world: World,
  known: Known,
): Promise<{ texts: ReadonlyMap<Template, string>; problems: readonly Problem[] }> {
  const texts = new Map<Template, string>();
  const problems: Problem[] = [];
  const given = [
    ...(known.requestTemplate ?? []).map((template) => ["requestTemplate", template] as const),
    ...(known.responseTemplate ?? []).map(({ of }) => ["responseTemplate", of] as const),
  ];
  for (const [flag, template] of given) {
    const read = await readSource(world, template.source);
    if ("fault" in read) {
      problems.push(problem(flag, read.fault, "check the path behind the @"));
      continue;
    }
    const fault = read.text === "" ? undefined : templateFault(read.text);
    if (fault === undefined) texts.set(template, read.text);
    else problems.push(problem(flag, `the template for ${template.contentType} ${fault}`, "mend the file"));
  }
  return { texts, problems };
}
