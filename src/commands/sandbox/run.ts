import { resolve } from "node:path";
import type { Session } from "../../cli/command.ts";
import { EXIT, orUsageError, UsageError } from "../../cli/exit.ts";
import { readSource } from "../../cli/read-input.ts";
import { trustedStateFile } from "../../cli/sandbox-location.ts";
import type { World } from "../../ports.ts";
import { logFile } from "../../sandbox/log-file.ts";
import { openSandbox } from "../../sandbox/sandbox.ts";
import { serveSandbox } from "../../sandbox/serve.ts";
import { readStub, type ServiceStub } from "../../sandbox/state/service-stubs.ts";
import type { Pair } from "../../settings/known.ts";
import { problem } from "../../settings/problem.ts";

/** The answers of services, each from its file. */
async function serviceStubs(given: readonly Pair[], world: World): Promise<Record<string, ServiceStub>> {
  const stubs: Record<string, ServiceStub> = {};
  for (const { key, value } of given) {
    const read = await readSource(world, { file: resolve(world.cwd, value) });
    if ("fault" in read)
      throw new UsageError([problem("serviceAnswer", read.fault, "check the path behind the =")]);
    stubs[key] = readStub(read.text);
  }
  return stubs;
}

function logTo(target: string, world: World): (line: string) => void {
  if (target === "-") return (line) => world.stderr.write(`${line}\n`);
  try {
    return logFile(resolve(world.cwd, target));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError([problem("stageLog", `cannot be written (${reason})`, "name another file")]);
  }
}

/** Serves the sandbox until Ctrl-C. */
export async function run(session: Session): Promise<number> {
  orUsageError(session.problems);
  const { given, world } = session;
  const file = trustedStateFile(given.sandboxState, world);
  const services = await serviceStubs(given.serviceAnswer ?? [], world);
  const log = given.stageLog === undefined ? undefined : logTo(given.stageLog, world);
  const sandbox = openSandbox({
    file,
    empty: given.empty ?? false,
    process: world.process,
    functions: Object.fromEntries(
      (given.handler ?? []).map(({ key, value }) => [key, resolve(world.cwd, value)]),
    ),
    faults: given.fault ?? [],
    ...(given.throttle === undefined ? {} : { throttle: given.throttle }),
    services,
    ...(log === undefined ? {} : { log }),
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
