// The models of v2 and the clients of v3 as one: v2 has how a service is called, which AWS keeps; a client has what is new.
import { byName } from "./read/order.mjs";

const rest = ({ protocol }) => protocol.startsWith("rest-");

// What a label is called does not matter to a path.
const routeOf = (request) => request.replaceAll(/\{[^{}+]*/g, "{").replace(/\/(?=\?|$)/, "");

/** The operations of a client; one that it calls by another path keeps the one that it had: AWS takes both. */
const withOlder = (newer, older) =>
  Object.fromEntries(
    Object.entries(newer).map(([name, one]) => {
      const was = older[name]?.request;
      return [name, was !== undefined && routeOf(was) !== routeOf(one.request) ? { ...one, was } : one];
    }),
  );

/**
 * Every service by its id, and what could not be told.
 *
 * @param {readonly import("./read/v2.mjs").Api[]} models
 * @param {Awaited<ReturnType<typeof import("./read/clients.mjs").readClients>>} clients
 */
export function merged(models, clients) {
  const untold = {
    "no service of the catalog": Object.fromEntries(clients.untold.map(({ about, why }) => [about, why])),
    "its host is not SERVICE.REGION.amazonaws.com, and whether API Gateway reaches it is not known": {},
    "its client speaks another protocol than its model: operations that are new go by the client's": {},
    "the operation is in the model alone, and kept": {},
  };
  const [, hosts, protocols, old] = Object.values(untold);
  const left = new Set(clients.apis);
  const apis = models.flatMap((model) => {
    const newer = clients.apis.find(({ serviceId }) => serviceId === model.serviceId);
    if (!newer) return [model];
    left.delete(newer);
    const gone = Object.keys(model.operations).filter((name) => !newer.operations[name]);
    if (gone.length > 0) old[model.id] = gone.join(" ");
    const operations = { ...model.operations, ...withOlder(newer.operations, model.operations) };
    if (newer.protocol === model.protocol) return [{ ...model, operations }];
    if (rest(newer) || rest(model)) throw new Error(`${model.id} is ${model.protocol} and ${newer.protocol}`);
    protocols[model.id] = `${model.protocol}, ${newer.protocol}`;
    const fresh = Object.entries(newer.operations).filter(([name]) => !model.operations[name]);
    const known = Object.entries(operations).filter(([name]) => model.operations[name]);
    return [
      { ...model, operations: Object.fromEntries(known) },
      { ...newer, operations: Object.fromEntries(fresh) },
    ];
  });
  for (const api of left) if (api.host !== undefined) hosts[api.id] = api.host;
  const services = new Map();
  for (const api of [...apis, ...left]) services.set(api.id, [...(services.get(api.id) ?? []), api]);
  return { services: new Map([...services].sort(([a], [b]) => byName(a, b))), untold };
}
