import { ALIASES, OWN_HOSTS } from "./by-hand.ts";
import { indexFacts, type ServiceFacts, serviceFacts } from "./facts.ts";
import { slipOf } from "./near.ts";

/** A service that the catalog has. */
export interface Service {
  /** What stands for it in an integration's URI: the label of its host. */
  readonly id: string;
  /** The console's or SDK's names for it, the usual one first. */
  readonly titles: readonly string[];
  readonly facts?: ServiceFacts | undefined;
  /** Where its host is the customer's own: what the subdomain is. */
  readonly subdomain?: string | undefined;
}

/** What a text names: a service (by another name, where `alias` says so), a slip of one, or none that is known. */
export type FoundService =
  | { readonly service: Service; readonly alias?: string }
  | { readonly near: readonly string[] }
  | { readonly unknown: true; readonly title?: string };

/** The ids of all services, in order. */
export const serviceIds = (): readonly string[] =>
  [...new Set([...Object.keys(indexFacts().titles), ...Object.keys(OWN_HOSTS)])].sort();

/** The service of an id. */
export function serviceOf(id: string): Service | undefined {
  const own = Object.hasOwn(OWN_HOSTS, id) ? OWN_HOSTS[id] : undefined;
  if (own)
    return {
      id,
      titles: [own.title],
      facts: own.like === undefined ? undefined : serviceFacts(own.like),
      subdomain: own.subdomain,
    };
  const { titles } = indexFacts();
  if (!Object.hasOwn(titles, id)) return undefined;
  return { id, titles: titles[id] ?? [], facts: serviceFacts(id) };
}

/** Finds a service by id, by another name of it, or by its title. No list is complete: what is not known may still work. */
export function findService(text: string): FoundService {
  const lower = text.toLowerCase();
  const alias = Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : undefined;
  const named = serviceOf(alias ?? text);
  if (named) return alias === undefined ? { service: named } : { service: named, alias: text };
  // The subdomain may stand in front: `abc123-ats.iotdata`, `bucket.s3`.
  const hosted = serviceOf(/^.+\.(iotdata|appsync-api|execute-api|s3)$/.exec(text)?.[1] ?? "");
  if (hosted) return { service: { ...hosted, id: text, subdomain: undefined } };
  const { titles, prefixes, iamOnly } = indexFacts();
  const titled = Object.keys(titles).find((id) => titles[id]?.some((title) => plain(title) === plain(text)));
  if (titled !== undefined) return { service: serviceOf(titled) as Service, alias: text };
  // IAM's prefix of a service whose host is called otherwise: `ecr` for `api.ecr`.
  const ids = Object.hasOwn(prefixes, lower) ? (prefixes[lower] ?? []) : [];
  if (ids.length > 0) return { near: ids };
  if (Object.hasOwn(iamOnly, lower)) return { unknown: true, title: iamOnly[lower] ?? "" };
  const slip = slipOf(lower, [...serviceIds(), ...Object.keys(ALIASES), ...Object.keys(prefixes)]);
  if (slip !== undefined)
    return { near: ALIASES[slip] ? [ALIASES[slip]] : serviceOf(slip) ? [slip] : (prefixes[slip] ?? []) };
  return { unknown: true };
}

/** A title without what people leave out: `Amazon SQS` is found as `sqs`, `AWS Step Functions` as `step functions`. */
const plain = (title: string): string =>
  title
    .toLowerCase()
    .replace(/^(?:amazon|aws)\s*/, "")
    .replaceAll(/[\s_-]+/g, " ")
    .trim();

/** Every service for a person to choose from: its id, and its names. */
export const listServices = (): readonly { readonly id: string; readonly titles: readonly string[] }[] =>
  serviceIds().map((id) => ({
    id,
    titles: OWN_HOSTS[id] ? [OWN_HOSTS[id].title] : (indexFacts().titles[id] ?? []),
  }));
