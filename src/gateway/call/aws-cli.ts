import { type Call, type Ids, printRef, resolveInput } from "./call.ts";
import { splitOperation } from "./operation.ts";

/** `putRestApi` → `put-rest-api`, `HTTPMethod` → `http-method`, `providerARNs` → `provider-arns`: as the AWS CLI names commands and flags. */
export const kebab = (name: string): string =>
  name
    .replace(/[A-Z]{2,}s$/, (word) => `-${word.toLowerCase()}`)
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();

// The AWS CLI's own flag of this name prints its version.
const RENAMED: Readonly<Record<string, string>> = { "create-rest-api version": "api-version" };

/** A value that the AWS CLI would read from a file or an address, or take for a flag. */
const isTakenForMore = (value: unknown): boolean =>
  typeof value === "string" && /^(?:fileb?:\/\/|https?:\/\/|-)/.test(value);

/**
 * The words behind `aws` of a call, a flag with its value a group. Where a value would be taken for something else, the
 * input is given as one JSON text: of put-integration's `--uri` alone the AWS CLI takes an address as it stands.
 */
export function awsCliGroups(
  service: string,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): readonly (readonly string[])[] {
  const command = kebab(operation);
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  if (given.some(([member, value]) => member !== "uri" && isTakenForMore(value)))
    return [
      [service, command],
      ["--cli-input-json", JSON.stringify(Object.fromEntries(given))],
    ];
  return [
    [service, command],
    ...given.map(([member, value]): readonly string[] => {
      const flag = RENAMED[`${command} ${kebab(member)}`] ?? kebab(member);
      if (value === true) return [`--${flag}`];
      if (value === false) return [`--no-${flag}`];
      return [`--${flag}`, typeof value === "object" ? JSON.stringify(value) : String(value)];
    }),
  ];
}

/** The words of the `aws` command that sends the same request. */
export function awsCliWords(call: Call, ids: Ids, region?: string): readonly string[] {
  const [service, name] = splitOperation(call.operation);
  const where = call.region ?? region;
  return [
    "aws",
    ...awsCliGroups(service, name, resolveInput(call, ids, printRef)).flat(),
    ...(where === undefined ? [] : ["--region", where]),
  ];
}
