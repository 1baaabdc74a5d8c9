import type { CommandEntry, Declaration } from "../cli/command.ts";
import type { SomeTable } from "../settings/setting.ts";

/** Every subcommand, in the order of the help. */
export const commands: readonly CommandEntry[] = [
  entry(
    "create-method",
    "Create a method on a resource, with its integration and responses",
    async () => (await import("./create-method.ts")).createMethod,
  ),
  entry(
    "update-method",
    "Change settings of a method that exists; what is not named stays",
    async () => (await import("./update-method.ts")).updateMethod,
  ),
  entry(
    "delete-method",
    "Delete a method, with what only it needed",
    async () => (await import("./delete-method.ts")).deleteMethod,
  ),
  entry(
    "add-response",
    "Add a response to a method: of the method, and of its integration",
    async () => (await import("./add-response.ts")).addResponse,
  ),
  entry(
    "remove-response",
    "Remove a response from a method and from its integration",
    async () => (await import("./remove-response.ts")).removeResponse,
  ),
  entry(
    "create-resource",
    "Create a resource, with those above it that the API does not have",
    async () => (await import("./create-resource.ts")).createResource,
  ),
  entry(
    "delete-resource",
    "Delete a resource, with its methods and all that is below it",
    async () => (await import("./delete-resource.ts")).deleteResource,
  ),
  entry(
    "enable-cors",
    "Let pages of other origins call a resource: preflights, headers, errors too",
    async () => (await import("./enable-cors.ts")).enableCors,
  ),
  entry(
    "deploy",
    "Deploy what is configured to a stage; try it as a canary, promote it, roll it back",
    async () => (await import("./deploy.ts")).deploy,
  ),
  entry(
    "update-stage-method",
    "Set what a stage has of a method: throttling, cache, logs, metrics",
    async () => (await import("./update-stage-method.ts")).updateStageMethod,
  ),
  entry(
    "test-method",
    "Call a method as it is configured, deployed or not",
    async () => (await import("./test-method.ts")).testMethod,
  ),
  entry(
    "check-method",
    "Find what is wrong with methods that API Gateway took and that fail when called",
    async () => (await import("./check-method.ts")).checkMethod,
  ),
  entry(
    "list-apis",
    "List the REST APIs of a Region, with their stages and how many methods they have",
    async () => (await import("./list-apis.ts")).listApis,
  ),
  entry(
    "list-methods",
    "List an API's methods: what each calls, who may call it, and where it is live",
    async () => (await import("./list-methods.ts")).listMethods,
  ),
  entry(
    "show-method",
    "Show a method as the console's diagram, with its templates",
    async () => (await import("./show-method.ts")).showMethod,
  ),
  entry(
    "status",
    "Say what each stage of an API has not got yet, value by value",
    async () => (await import("./status.ts")).status,
  ),
  entry(
    "create-role",
    "Make an execution role, by which API Gateway calls an AWS service",
    async () => (await import("./create-role.ts")).createRole,
  ),
  entry(
    "explain",
    "Say what a log, an error or an address means, and what mends it",
    async () => (await import("./explain.ts")).explain,
  ),
  entry(
    "export",
    "Write out an API, or methods of it, for another tool",
    async () => (await import("./export.ts")).exportCommand,
  ),
  entry("undo", "Take back a run, also days later", async () => (await import("./undo.ts")).undo),
  entry(
    "resume",
    "Finish a run that was cut off, or lead it back",
    async () => (await import("./resume.ts")).resume,
  ),
  entry(
    "history",
    "List the runs that changed something, or show one",
    async () => (await import("./history.ts")).history,
  ),
  entry(
    "sandbox",
    "Serve the built-in local API Gateway to any AWS client",
    async () => (await import("./sandbox.ts")).sandbox,
  ),
  entry(
    "completion",
    "Complete commands, flags and live values at the TAB key",
    async () => (await import("./completion.ts")).completion,
  ),
  entry("schema", "Describe commands, flags, results and errors for programs", async () =>
    (await import("./schema.ts")).schema(commands),
  ),
  entry("help", "Show help: of a command, or about a topic", async () =>
    (await import("./help.ts")).help(commands),
  ),
];

function entry<T extends SomeTable>(
  name: string,
  summary: string,
  declared: () => Promise<Declaration<T>>,
): CommandEntry {
  return { name, summary, declared: async () => ({ name, summary, ...(await declared()) }) };
}
