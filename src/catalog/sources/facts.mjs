// What is written of an API and of a service: the form is that of src/catalog/facts.ts.
import { byName, sortedObject } from "./read/order.mjs";

/** An API, with the IAM action of each of its operations where that is not called as it is. */
export function apiFacts(
  { title, id, sign, host, protocol, version, target, json, operations },
  prefix,
  iam,
) {
  const actions = iam.get(prefix)?.actions ?? {};
  const names = Object.keys(operations).sort(byName);
  const differs = [];
  const unmatched = [];
  for (const op of names) {
    const action = actions[op.toLowerCase()]?.name;
    if (action === undefined) unmatched.push(op);
    else if (action !== op) differs.push([op, action]);
  }
  /** By name, what an operation has of one kind. */
  const each = (pick) =>
    names.map((op) => [op, pick(operations[op])]).filter(([, one]) => one !== undefined && one !== "");
  const free = names.filter((op) => operations[op].free);
  const rest = protocol.startsWith("rest-");
  const some = (key, entries) => (entries.length > 0 ? { [key]: sortedObject(entries) } : {});
  return {
    title,
    protocol,
    version,
    ...(target === undefined ? {} : { target }),
    ...(json === undefined ? {} : { json }),
    ...(sign === undefined || sign === id ? {} : { sign }),
    ...(host === undefined ? {} : { host }),
    ...(prefix === undefined ? {} : { iam: prefix }),
    ops: rest ? sortedObject(each(({ request }) => request)) : names.join(" "),
    ...some("iamDiff", differs),
    ...(unmatched.length > 0 ? { iamNone: unmatched.join(" ") } : {}),
    ...some(
      "streams",
      each(({ streams }) => streams),
    ),
    ...some(
      "hosts",
      each(({ host }) => host),
    ),
    ...some("was", rest ? each(({ was }) => was) : []),
    ...(free.length > 0 ? { free: free.join(" ") } : {}),
    required: sortedObject(each(({ required }) => required.join(" "))),
  };
}

/**
 * What IAM says of a service's actions: names that no model has, and the resources an action requires. What another
 * service of the same prefix has by name (`CreateModel`, of api.sagemaker) is not this one's.
 */
export function iamFacts(prefixes, own, others, iam) {
  const more = [];
  const byType = new Map();
  const arns = {};
  for (const prefix of prefixes) {
    const { actions, resources } = iam.get(prefix);
    for (const [lower, { name, resourceTypes = [] }] of Object.entries(actions)) {
      if (!own.has(lower) && others.get(prefix).has(lower)) continue;
      if (!own.has(lower)) more.push(name);
      const types = resourceTypes.filter(({ required }) => required).map(({ name }) => name);
      for (const type of types) {
        const arn = resources[type.toLowerCase()]?.arn;
        if (arn === undefined) continue;
        arns[`${prefix}:${type}`] = arn;
        byType.set(`${prefix}:${type}`, [...(byType.get(`${prefix}:${type}`) ?? []), name]);
      }
    }
  }
  return {
    ...(more.length > 0 ? { more: [...new Set(more)].sort(byName).join(" ") } : {}),
    arns: sortedObject(Object.entries(arns)),
    needs: sortedObject([...byType].map(([type, list]) => [type, list.sort(byName).join(" ")])),
  };
}
