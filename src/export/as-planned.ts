import type { Call } from "../gateway/call/call.ts";
import { type Document, type Key, methodKey, resourceKey, type Seen } from "../gateway/document/things.ts";
import { plan } from "../gateway/plan/plan.ts";
import type { ExportedApi } from "./api.ts";

/** The calls that make the resources, validators and methods in an API that has only its root. */
export function callsThatMake({
  restApiId,
  resources,
  validators,
}: ExportedApi): readonly { readonly key: Key; readonly call: Call }[] {
  const wanted = new Map<Key, Seen>();
  const now = new Map<Key, Seen>();
  const want = (key: Key, thing: Seen) => {
    wanted.set(key, thing);
    now.set(key, undefined);
  };
  for (const [key, validator] of validators) want(key, validator);
  for (const { path, methods } of resources) {
    want(resourceKey(restApiId, path), {});
    for (const { httpMethod, method } of methods) want(methodKey({ restApiId, path, httpMethod }), method);
  }
  now.set(resourceKey(restApiId, "/"), {});
  return plan(now as Document, wanted as Document).steps.flatMap(({ key, calls }) =>
    calls.map((call) => ({ key, call })),
  );
}
