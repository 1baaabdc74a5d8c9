import { resolve } from "node:path";
import type { Session } from "../../cli/command.ts";
import { EXIT, orUsageError, UsageError } from "../../cli/exit.ts";
import { sandboxStateFile } from "../../cli/sandbox-location.ts";
import { openSandbox } from "../../sandbox/sandbox.ts";
import { serveSandbox } from "../../sandbox/serve.ts";
import { problem } from "../../settings/problem.ts";

/** Serves the sandbox until Ctrl-C. */
export async function run(session: Session): Promise<number> {
  orUsageError(session.problems);
  const { given, world } = session;
  const file = sandboxStateFile(given.state, world);
  const sandbox = openSandbox({
    file,
    empty: given.empty ?? false,
    process: world.process,
    functions: Object.fromEntries(
      (given.handler ?? []).map(({ key, value }) => [key, resolve(world.cwd, value)]),
    ),
    faults: given.fault ?? [],
    onCall: ({ service, operation, status }) => {
      if (given.verbose || given.debug) world.stderr.write(`${service}:${operation} ${status}\n`);
    },
  });
  const port = given.port ?? 4599;
  const server = await serveSandbox(sandbox, { port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE")
      throw new UsageError([problem("port", `${port} is in use`, "give another, or 0 for any free one")]);
    if (error.code === "EACCES")
      throw new UsageError([problem("port", `${port} may not be listened on`, "give one above 1023")]);
    throw error;
  });
  session.print(server.url);
  session.say(`\nThe state is kept in ${file}. To point an AWS client at it:\n
  export AWS_ENDPOINT_URL=${server.url}
  export AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox AWS_REGION=us-east-1

Ctrl-C stops it.`);
  await new Promise<void>((stop) => {
    world.onInterrupt(stop);
  });
  await server.close();
  return EXIT.done;
}
