import type { MethodDocument, RequestValidator } from "../document/method.ts";
import { type Key, validatorKey } from "../document/things.ts";
import { WHY, type Why } from "./why.ts";

/** A method as it is configured, with names in place of ids. */
export interface Configured {
  readonly path: string;
  readonly httpMethod: string;
  /** What its cache namespace is by default. */
  readonly resourceId: string;
  readonly document: MethodDocument;
  /** What its authorizer is called; or why nobody knows. */
  readonly authorizer?: { readonly name: string } | { readonly unknown: Why } | undefined;
  readonly validator?:
    | (RequestValidator & { readonly sharesName: boolean })
    | { readonly unknown: Why }
    | undefined;
}

/** The API's own lists by which ids become names; undefined where they may not be read. */
export interface Lists {
  readonly authorizers: readonly { readonly id: string; readonly name: string }[] | undefined;
  readonly validators: readonly (RequestValidator & { readonly id: string })[] | undefined;
}

/** The method with names in place of its ids. */
export function configured(
  restApiId: string,
  at: { readonly path: string; readonly httpMethod: string; readonly resourceId: string },
  document: MethodDocument,
  { authorizers, validators }: Lists,
): Configured {
  const { authorizerId, requestValidator } = document.request;
  return {
    ...at,
    document,
    authorizer: authorizerId === undefined ? undefined : nameOf(authorizerId, authorizers),
    validator: requestValidator && validatorOf(restApiId, requestValidator, validators),
  };
}

function nameOf(id: string, authorizers: Lists["authorizers"]): Configured["authorizer"] {
  if (!authorizers) return { unknown: WHY.authorizers };
  const found = authorizers.find((one) => one.id === id);
  return found ? { name: found.name } : { unknown: WHY.authorizer };
}

function validatorOf(
  restApiId: string,
  key: Key<"validator">,
  validators: Lists["validators"],
): Configured["validator"] {
  if (!validators) return { unknown: WHY.validators };
  const found = validators.find(({ id }) => validatorKey(restApiId, id) === key);
  if (!found) return { unknown: WHY.validatorGone };
  const { id: _, ...validator } = found;
  return { ...validator, sharesName: validators.filter(({ name }) => name === found.name).length > 1 };
}
