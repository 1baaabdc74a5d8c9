import type { Multi } from "./invocation.ts";

/** Multi-valued names as the log prints them: `{a=b, c=d}`. */
export function mapText(values: Readonly<Multi>): string {
  const entries = Object.entries(values).map(([name, list]) => `${name}=${list.join(",")}`);
  return `{${entries.join(", ")}}`;
}

const SECRET = /^(authorization|proxy-authorization|x-api-key|x-amz-security-token|cookie)$/i;

/** What is left of a secret in a log: its last characters, of a short one nothing. */
export const masked = (value: string): string =>
  value === "" ? "" : `${"*".repeat(20)}${value.length > 12 ? value.slice(-6) : ""}`;

/** Headers as the log prints them. Documented: what authorizes is not told. */
export const headerText = (headers: Readonly<Multi>): string =>
  mapText(
    Object.fromEntries(
      Object.entries(headers).map(([name, values]) => [
        name,
        SECRET.test(name) ? values.map(masked) : values,
      ]),
    ),
  );

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** `Tue Sep 30 08:12:22 UTC 2025`. */
export function logDate(date: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString()) ?? [];
  return `${DAYS[date.getUTCDay()]} ${month} ${day} ${time} UTC ${year}`;
}

/** An execution log as test calls hand it out. */
export function executionLog(requestId: string, now: () => Date) {
  const lines = [`Execution log for request ${requestId}`];
  return {
    write: (line: string) => {
      lines.push(`${logDate(now())} : ${line}`);
    },
    text: () => `${lines.join("\n")}\n`,
  };
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");

/** The lines about what was sent to a backend, and what came back. */
export function endpointLog(log: (line: string) => void) {
  let started = performance.now();
  return {
    request(url: string, headers: Readonly<Multi>, body: Uint8Array) {
      log(`Endpoint request URI: ${url}`);
      log(`Endpoint request headers: ${headerText(headers)}`);
      log(`Endpoint request body after transformations: ${text(body)}`);
      log(`Sending request to ${url}`);
      started = performance.now();
    },
    response(answer: { status: number; headers: Readonly<Multi>; body: Uint8Array }) {
      const latency = Math.round(performance.now() - started);
      log(`Received response. Status: ${answer.status}, Integration latency: ${latency} ms`);
      log(`Endpoint response headers: ${mapText(answer.headers)}`);
      log(`Endpoint response body before transformations: ${text(answer.body)}`);
    },
  };
}
