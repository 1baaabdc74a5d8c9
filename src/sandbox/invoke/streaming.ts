import { Readable } from "node:stream";
import type { IntegrationState } from "../state/types.ts";
import type { Multi } from "./invocation.ts";

// What is streamed reaches the caller as it comes.

export const streams = (integration: IntegrationState | undefined): boolean =>
  integration?.responseTransferMode === "STREAM";

/** Documented: what a test gives of an answer that is streamed, in bytes. */
export const LARGEST_TESTED = 1_048_576;

/** Documented: eight zeros between head and payload, within the first 16 KB. */
const DELIMITER = Buffer.alloc(8);
const LARGEST_HEAD = 16_384;
const MEMBERS = new Set(["statusCode", "headers", "multiValueHeaders", "cookies"]);

export interface StreamedHead {
  readonly statusCode?: number | string;
  readonly headers?: Record<string, unknown> | null;
  readonly multiValueHeaders?: Record<string, unknown[] | null> | null;
  readonly cookies?: readonly string[];
}

/**
 * The two parts of what a function streams: JSON that says the head, and the payload, of which nothing is waited for.
 * Documented; what follows where they cannot be told apart is unverified.
 */
export async function streamedParts(
  stream: Readable,
): Promise<{ head: StreamedHead; payload: Readable } | undefined> {
  const pieces = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>;
  let come = Buffer.alloc(0);
  let at = -1;
  while (at < 0 && come.length <= LARGEST_HEAD) {
    const next = await pieces.next();
    if (next.done) break;
    come = Buffer.concat([come, next.value]);
    at = come.indexOf(DELIMITER);
  }
  const head = at < 0 || at > LARGEST_HEAD ? undefined : headOf(come.subarray(0, at).toString("utf8"));
  if (!head) {
    stream.destroy();
    return undefined;
  }
  return { head, payload: continued(come.subarray(at + DELIMITER.length), pieces, stream) };
}

/** A stream of which the first is known already. */
function continued(first: Uint8Array, pieces: AsyncIterator<Uint8Array>, stream: Readable): Readable {
  const all = async function* () {
    if (first.length > 0) yield first;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  };
  return new Derived(all(), stream);
}

/** What comes of another stream, and ends with it. One piece at a time: where it breaks off, none is lost. */
class Derived extends Readable {
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #source: Readable;

  constructor(pieces: AsyncIterator<Uint8Array>, source: Readable) {
    super({ objectMode: true, highWaterMark: 1 });
    this.#pieces = pieces;
    this.#source = source;
  }

  override _read(): void {
    this.#pieces.next().then(
      ({ done, value }) => this.push(done ? null : value),
      (error: Error) => this.destroy(error),
    );
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#source.destroy();
    done(error);
  }
}

function headOf(text: string): StreamedHead | undefined {
  try {
    const head: unknown = JSON.parse(text);
    const isMap = head !== null && typeof head === "object" && !Array.isArray(head);
    if (!isMap || !Object.keys(head).every((name) => MEMBERS.has(name))) return undefined;
    const { cookies } = head as { cookies?: unknown };
    return cookies === undefined || Array.isArray(cookies) ? (head as StreamedHead) : undefined;
  } catch {
    return undefined;
  }
}

/** The same stream; when it ends, or is cut, it is told how many bytes there were. */
export function measured(stream: Readable, ended: (length: number) => void): Readable {
  let length = 0;
  const counted = async function* () {
    for await (const piece of stream as AsyncIterable<Uint8Array>) {
      length += piece.length;
      yield piece;
    }
  };
  return new Derived(counted(), stream).once("close", () => ended(length));
}

/** Cuts a stream that has not ended in time. */
export function cutAfter(stream: Readable, milliseconds: number, cut: () => Error): Readable {
  const timer = setTimeout(() => stream.destroy(cut()), milliseconds);
  return stream.once("close", () => clearTimeout(timer));
}

/** The first of a stream: as many bytes, or as much as comes in time. What ends it early is its end. */
export function beginning(stream: Readable, most: number, milliseconds: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      stream.destroy();
      resolve(new Uint8Array(Buffer.concat(pieces).subarray(0, most)));
    };
    const timer = setTimeout(finish, milliseconds);
    stream.on("data", (piece: Uint8Array) => {
      pieces.push(piece);
      length += piece.length;
      if (length >= most) finish();
    });
    stream.on("close", finish);
    stream.on("error", finish);
  });
}

/** Each cookie is a header of its own. */
export const cookieHeaders = ({ cookies = [] }: StreamedHead): Multi =>
  cookies.length > 0 ? { "Set-Cookie": cookies.map(String) } : {};
