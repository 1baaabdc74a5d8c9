import { APIGateway } from "@aws-sdk/client-api-gateway";
import { Lambda } from "@aws-sdk/client-lambda";
import { expect } from "vitest";
import type { Place } from "../cli/run.ts";
import { words } from "../cli/words.ts";
import { signedHeaders } from "../sandbox/signed.ts";

/** What a line that signs names; of a key that is not its own the sandbox takes the signature as it is. */
const CREDENTIALS = { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "x" };

/**
 * Runs a command as it was printed: `apigw` through the front door, the steps of `&&` one after the other. `aws` and
 * `curl` are the machine's own where `programs` runs them; else the SDK is sent what the words say, and fetch.
 * Answers the HTTP status where it was curl.
 */
export async function runPrinted(
  command: string,
  place: Place,
  programs?: (argv: readonly string[]) => Promise<string>,
): Promise<number | undefined> {
  let status: number | undefined;
  for (const step of command.split(" && ")) {
    expect(step, "nothing is left for a person to fill in").not.toMatch(/<[\w -]+>/);
    const argv = words(step, CREDENTIALS);
    if (argv[0] === "apigw") {
      const ran = await place.run(argv);
      expect(ran.exit, `${step}\n${ran.stderr}`).toBe(0);
    } else if (argv[0] === "aws") {
      if (programs) await programs(argv);
      else await sent(argv, place);
    } else if (argv[0] === "curl") {
      if (programs) {
        const said = await programs([...argv, "-s", "-o", "/dev/null", "-w", "%{http_code}"]);
        status = Number(said);
      } else status = await fetched(argv);
    } else throw new Error(`${argv[0]} is no program that is printed`);
  }
  return status;
}

const camel = (name: string): string =>
  name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const pascal = (name: string): string => name.slice(0, 1).toUpperCase() + camel(name).slice(1);

/** `aws SERVICE OPERATION --flag value …` by the SDK. */
async function sent(
  [, service = "", operation = "", ...rest]: readonly string[],
  { url }: Place,
): Promise<void> {
  const input: Record<string, unknown> = {};
  let values: string[] = [];
  let flag = "";
  const keep = () => {
    if (flag === "") return;
    const name = service === "lambda" ? pascal(flag) : camel(flag);
    input[name] =
      flag === "patch-operations"
        ? values.map((value) =>
            Object.fromEntries(
              [...value.matchAll(/(?:^|,)(op|path|value)=((?:(?!,(?:op|path|value)=).)*)/g)].map(
                ([, key, of]) => [key, of],
              ),
            ),
          )
        : /^\d+$/.test(values[0] ?? "") && flag === "timeout"
          ? Number(values[0])
          : values[0];
  };
  for (const word of rest)
    if (word.startsWith("--")) {
      keep();
      flag = word.slice(2);
      values = [];
    } else values.push(word);
  keep();
  const config = {
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "x" },
  };
  const client = (service === "lambda" ? new Lambda(config) : new APIGateway(config)) as unknown as Record<
    string,
    (input: object) => Promise<unknown>
  >;
  const send = client[camel(operation)];
  if (!send) throw new Error(`the SDK has no ${service} ${operation}`);
  await send.call(client, input);
}

/** What a line of curl asks for; its status. */
async function fetched([, ...argv]: readonly string[]): Promise<number> {
  let method = "GET";
  let body: string | undefined;
  let url = "";
  let signs = false;
  const headers: Record<string, string> = {};
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? "";
    const value = argv[i + 1] ?? "";
    if (word === "-X") method = value;
    else if (word === "-d") body = value;
    else if (word === "-H") {
      const at = value.indexOf(":");
      headers[value.slice(0, at)] = value.slice(at + 1).trim();
    } else if (word === "--aws-sigv4") signs = true;
    else if (word !== "-u") {
      url = word;
      continue;
    }
    i++;
  }
  const sent = signs ? await signedHeaders(new URL(url), method, headers, body ?? "") : headers;
  const answer = await fetch(url, { method, headers: sent, ...(body === undefined ? {} : { body }) });
  await answer.arrayBuffer();
  return answer.status;
}
