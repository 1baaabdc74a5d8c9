import { type Call, type Ids, printRef, resolveInput } from "./call.ts";
import { splitOperation } from "./operation.ts";

/** `putRestApi` → `put-rest-api`, `HTTPMethod` → `http-method`: as the AWS CLI names commands and flags. */
export const kebab = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();

/** The words of the `aws` command that sends the same request. */
export function awsCliWords(call: Call, ids: Ids, region?: string): readonly string[] {
  const [service, name] = splitOperation(call.operation);
  const input = resolveInput(call, ids, printRef);
  const where = call.region ?? region;
  return [
    "aws",
    service,
    kebab(name),
    ...Object.entries(input).flatMap(([member, value]) => {
      const flag = `--${kebab(member)}`;
      if (value === true) return [flag];
      if (value === false) return [`--no-${kebab(member)}`];
      if (typeof value === "object") return [flag, JSON.stringify(value)];
      return [flag, String(value)];
    }),
    ...(where === undefined ? [] : ["--region", where]),
  ];
}
