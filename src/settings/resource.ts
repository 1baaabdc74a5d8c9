import type { MethodSettings } from "./known.ts";
import { methodSettings } from "./method.ts";
import type { AlwaysThere, Setting } from "./setting.ts";
import { choice, text } from "./value.ts";
import { resourceValue, statusFault } from "./values.ts";

/** What becomes of a resource that is there already: there is nothing in it that could be changed. */
export const resourceExists: Setting<MethodSettings["ifExists"]> = {
  ...methodSettings.ifExists,
  label: "If the resource exists",
  summary: "What to do if the API has the resource: fail (default), or skip.",
  value: choice([
    { value: "fail", label: "Fail", description: "Change nothing and say so" },
    { value: "skip", label: "Skip", description: "Leave it as it is" },
  ]),
};

/** A resource that is to be made goes by its path. */
export const newResource: AlwaysThere<string> = {
  ...methodSettings.resource,
  summary: "The path of the resource; parts of it that the API does not have are made too.",
  value: text("path", (given) => {
    const parsed = resourceValue.parse(given);
    if ("fault" in parsed)
      return parsed.remedy === undefined
        ? { fault: parsed.fault }
        : { fault: parsed.fault, remedy: parsed.remedy };
    return given.startsWith("/")
      ? undefined
      : { fault: `"${given}" is no path`, remedy: `write it with a slash in front: /${given}` };
  }),
};

/** What becomes of a response that a method has already. */
export const responseExists: Setting<MethodSettings["ifExists"]> = {
  ...methodSettings.ifExists,
  label: "If the response exists",
  summary:
    "What to do if the method has the response: fail (default), skip, update what is given, or replace all of it.",
};

/** A response that is there goes by its status alone. */
export const goneResponse: AlwaysThere<readonly string[]> = {
  label: "Response",
  flag: "response",
  summary: "The status of a response that is to go, of the method and of its integration.",
  section: "Method and integration responses",
  value: {
    placeholder: "status",
    parse: (given) => statusFault(given) ?? { value: given },
    print: (status) => status,
  },
  many: true,
  required: true,
};
