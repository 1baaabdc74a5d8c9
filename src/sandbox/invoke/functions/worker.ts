import { randomUUID } from "node:crypto";
import { resolve as resolvePath } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

/**
 * Runs in the worker, as plain text so that no file of its own is needed after bundling.
 * Takes a handler as Lambda does: exported by name, or as the default; async, with a callback, or one that streams.
 */
const BOOTSTRAP = `
const { parentPort, workerData } = require("node:worker_threads");
const { Writable } = require("node:stream");
const { finished } = require("node:stream/promises");
const { module: url, event, context } = workerData;
const full = { ...context, getRemainingTimeInMillis: () => Math.max(0, context.deadline - Date.now()) };
const STREAMING = Symbol.for("aws.lambda.runtime.handler.streaming");
class ResponseStream extends Writable {
  setContentType() {}
  _write(chunk, _encoding, done) {
    const before = this._onBeforeFirstWrite;
    this._onBeforeFirstWrite = undefined;
    before?.((part) => parentPort.postMessage({ piece: Buffer.from(part) }));
    parentPort.postMessage({ piece: chunk });
    done();
  }
}
globalThis.awslambda = {
  streamifyResponse: (handler) => Object.assign(handler, { [STREAMING]: "response" }),
  HttpResponseStream: {
    from: (stream, head) => {
      stream._onBeforeFirstWrite = (write) => [JSON.stringify(head), new Uint8Array(8)].forEach(write);
      return stream;
    },
  },
};
const streamed = async (handler) => {
  const stream = new ResponseStream();
  const ended = finished(stream);
  await Promise.all([handler(event, stream, full), ended]);
};
const run = async () => {
  const loaded = await import(url);
  const handler = loaded.handler ?? loaded.default?.handler ?? loaded.default;
  if (typeof handler !== "function") throw new Error("The module exports no handler");
  if (handler[STREAMING]) {
    await streamed(handler);
    return { streamed: true };
  }
  return { value: JSON.stringify(await answered(handler)) };
};
const answered = async (handler) => {
  if (handler.length < 3) return handler(event, full);
  return new Promise((resolve, reject) => handler(event, full, (error, value) => (error ? reject(error) : resolve(value))));
};
run().then(
  (answer) => parentPort.postMessage(answer),
  (error) => parentPort.postMessage({
    failure: {
      name: error?.name ?? "Error",
      message: error?.message ?? String(error),
      stack: String(error?.stack ?? "").split("\\n").slice(1).map((line) => line.trim()),
    },
  }),
);
`;

export interface HandlerFailure {
  readonly name: string;
  readonly message: string;
  readonly stack: readonly string[];
}

export type HandlerOutcome =
  | { readonly kind: "value"; readonly value: unknown }
  /** What a handler that streams writes, as it writes it; it breaks off where the handler fails on the way. */
  | { readonly kind: "stream"; readonly stream: Readable }
  | { readonly kind: "failure"; readonly failure: HandlerFailure }
  | { readonly kind: "timeout" };

interface Message {
  readonly value?: string;
  readonly piece?: Uint8Array;
  readonly streamed?: true;
  readonly failure?: HandlerFailure;
}

/** Pieces handed from one who does not wait to one who does; where they break off, all before has been read. */
class Pieces {
  readonly #come: Uint8Array[] = [];
  #end: { readonly error: Error | undefined } | undefined;
  #wake: (() => void) | undefined;
  // Of objects, one at a time: none waits in it to be lost. Whoever reads it learns of its error, and nobody may.
  readonly stream = Readable.from(this.#read(), { highWaterMark: 1 }).on("error", () => undefined);

  add(piece: Uint8Array): void {
    this.#come.push(piece);
    this.#wake?.();
  }

  /** The first end counts. */
  end(error: Error | undefined): void {
    this.#end ??= { error };
    this.#wake?.();
  }

  async *#read() {
    for (;;) {
      const piece = this.#come.shift();
      if (piece) yield piece;
      else if (this.#end?.error) throw this.#end.error;
      else if (this.#end) return;
      else await new Promise<void>((wake) => (this.#wake = wake));
    }
  }
}

/** Runs one call of a handler in a worker of its own: what it throws, blocks or exits harms nobody else. */
export function runHandler(
  modulePath: string,
  event: unknown,
  settings: { functionName: string; arn: string; region: string; timeoutInSeconds: number },
): Promise<HandlerOutcome> {
  const milliseconds = settings.timeoutInSeconds * 1000;
  const worker = new Worker(BOOTSTRAP, {
    eval: true,
    workerData: {
      module: pathToFileURL(resolvePath(modulePath)).href,
      event,
      context: {
        functionName: settings.functionName,
        functionVersion: "$LATEST",
        invokedFunctionArn: settings.arn,
        awsRequestId: randomUUID(),
        memoryLimitInMB: "128",
        deadline: Date.now() + milliseconds,
      },
    },
    // Nothing of this process's environment: a function has no business with the developer's credentials.
    env: { AWS_REGION: settings.region, AWS_LAMBDA_FUNCTION_NAME: settings.functionName },
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  return new Promise((resolve) => {
    const pieces = new Pieces();
    const finish = (outcome: HandlerOutcome) => {
      clearTimeout(timer);
      void worker.terminate();
      pieces.end(outcome.kind === "stream" ? undefined : new Error(outcome.kind));
      resolve(outcome);
    };
    const fail = (name: string, message: string) =>
      finish({ kind: "failure", failure: { name, message, stack: [] } });
    const timer = setTimeout(() => finish({ kind: "timeout" }), milliseconds);
    worker.on("message", (message: Message) => {
      if (message.failure) finish({ kind: "failure", failure: message.failure });
      else if (message.piece) {
        pieces.add(message.piece);
        resolve({ kind: "stream", stream: pieces.stream });
      } else if (message.streamed) finish({ kind: "stream", stream: pieces.stream });
      else finish({ kind: "value", value: message.value === undefined ? null : JSON.parse(message.value) });
    });
    worker.on("error", (error) => fail(error.name, error.message));
    worker.on("exit", (code) => fail("Runtime.ExitError", `Runtime exited with status ${code}`));
  });
}
