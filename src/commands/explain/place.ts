import { awsCliFlags, reachFlags } from "../../cli/again.ts";
import type { Address } from "../../gateway/document/method.ts";
import type { CallPlace } from "../../gateway/messages/call-place.ts";
import type { Ways } from "../../gateway/messages/meaning.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { quote } from "../../gateway/messages/shell-words.ts";
import type { Known } from "../../settings/known.ts";

/** What was given goes before what the text says. */
export const placeOf = (given: Known, told: CallPlace) => ({
  api: given.api ?? told.restApiId,
  resource: given.resource ?? told.path,
  method: given.method ?? told.httpMethod,
  stage: given.stage ?? told.stage,
});
export type Place = ReturnType<typeof placeOf>;

/** Where a method is, as far as it is known. */
type At = Partial<Record<"api" | "resource" | "method", string | undefined>>;

/** How the next commands reach this place; in angle brackets what nobody said. `given` leads to the same account. */
export function waysTo({ api, resource, method }: At, given: Known = {}): Ways {
  const flag = (name: string, value: string | undefined) =>
    `--${name} ${value === undefined ? `<${name}>` : quote(plain(value))}`;
  const region = given.region === undefined ? [] : ["--region", given.region];
  const reach = [...region, ...reachFlags(given)].map(quote);
  return {
    at: [flag("api", api), flag("resource", resource), flag("method", method), ...reach].join(" "),
    resource: [flag("api", api), flag("resource", resource), ...reach].join(" "),
    api: [flag("api", api), ...reach].join(" "),
    aws: awsCliFlags(given).map(quote).join(" "),
  };
}

/** The way to a method that was found. */
export const waysToMethod = (
  api: string,
  { path, httpMethod }: Omit<Address, "restApiId">,
  given: Known,
): Ways => waysTo({ api, resource: path, method: httpMethod }, given);
