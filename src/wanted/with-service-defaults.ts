import { type Action, findAction } from "../catalog/action.ts";
import { FORM, makesForm, PROTOCOLS, SPEAKS_QUERY_TOO } from "../catalog/protocols.ts";
import { methodOf, requestOf, requirements, type ServiceRequest } from "../catalog/request.ts";
import { findService, type Service } from "../catalog/service.ts";
import { partitionOf } from "../gateway/names/partition.ts";
import { parseServiceUri, serviceUri } from "../gateway/names/uri.ts";
import type { Known, Pair } from "../settings/known.ts";
import { type Problem, problem } from "../settings/problem.ts";

/** What the service catalogue makes of the settings of an AWS service integration. */
export interface WithServiceDefaults {
  /** The settings with what follows from service and action filled in; what was said stays. */
  readonly known: Known;
  readonly problems: readonly Problem[];
  /** What was filled in and why, and what is in no list. */
  readonly notes: readonly string[];
  readonly service?: Service;
  readonly action?: Action;
}

/**
 * Looks service and action up: other names are taken, slips refused (`--force` goes on), what is in no list is noted,
 * for no list is complete. Action or path style, HTTP method and needed headers are chosen where they were not said.
 */
export function withServiceDefaults(said: Known): WithServiceDefaults {
  const given = inParts(said);
  if (given.integration !== "aws" || given.service === undefined)
    return { known: given, problems: [], notes: [] };
  const problems: Problem[] = [];
  const notes: string[] = [];
  const service = lookUpService(given, given.service, problems, notes);
  if (!service) return { known: given, problems, notes };
  const known: Known = service.id === given.service ? given : { ...given, service: service.id };
  if (service.subdomain !== undefined && known.subdomain === undefined && !known.force)
    problems.push(
      problem(
        "subdomain",
        `is missing: ${service.id} is called at a host of your own`,
        `give ${service.subdomain}`,
      ),
    );
  const action = lookUpAction(known, service, problems, notes);
  const request = action && requestOf(service, action, styleOf(known), givesForm(known));
  if (action?.api && !request)
    notes.push(
      `${service.id}:${action.name} is a REST operation, ${action.uri}; by action name it may well fail. Leave out --action-type to call it by path.`,
    );
  if (action?.api?.hosts?.[action.name] !== undefined && known.subdomain === undefined)
    notes.push(
      `${service.id}:${action.name} is called at a host of its own: ${action.api.hosts[action.name]}${service.id}; give what stands before ${service.id} by --subdomain.`,
    );
  return {
    known: request
      ? filled(known, service, action, request, notes)
      : withType(withMethod(known, methodOf(service)), service, notes),
    problems,
    notes,
    service,
    ...(action ? { action } : {}),
  };
}

/** A whole URI by its parts, so that it is checked like them; as it is, where they do not say it to the letter. */
function inParts(given: Known): Known {
  const { uri, ...rest } = given;
  const parts = uri === undefined ? undefined : parseServiceUri(uri);
  if (uri === undefined || !parts || given.integration !== "aws") return given;
  const { region, service, subdomain, action, path } = parts;
  if (serviceUri({ ...parts, partition: partitionOf(region) ?? "aws" }) !== uri) return given;
  return {
    ...rest,
    service,
    serviceRegion: region,
    ...(subdomain === undefined ? {} : { subdomain }),
    ...(action === undefined
      ? { pathOverride: path ?? "", actionType: "path" }
      : { action, actionType: "action" }),
  };
}

const headerGiven = ({ requestParameter }: Known, name: string): string | undefined =>
  requestParameter?.find(({ key }) => key.toLowerCase() === `${HEADER}${name}`.toLowerCase())?.value;

/** The texts of templates that are known already; those in files are read later. */
const templates = ({ requestTemplate }: Known): readonly string[] =>
  (requestTemplate ?? []).flatMap(({ source }) => ("text" in source ? [source.text] : []));

/** Whether what was given speaks the Query protocol: by its Content-Type, its template, or parameters in the query string. */
function givesForm(known: Known): boolean {
  const type = headerGiven(known, "Content-Type");
  if (headerGiven(known, "X-Amz-Target") !== undefined) return false;
  if (type?.startsWith("'")) return type.slice(1).toLowerCase().startsWith(FORM);
  const texts = templates(known);
  if (texts.length === 0 && known.requestTemplate === undefined) return givesQuery(known);
  return texts.length > 0 && texts.every(makesForm);
}

const givesQuery = ({ action, requestParameter = [] }: Known): boolean =>
  action?.includes("&") === true || requestParameter.some(({ key }) => key.startsWith(QUERY));

/** By path it is the template, or the target, that decides the protocol: its Content-Type is added where none was given. */
function withType(known: Known, service: Service, notes: string[]): Known {
  const apis = service.facts?.apis ?? [];
  if (known.pathOverride === undefined || known.integrationMethod === "GET") return known;
  if (headerGiven(known, "Content-Type") !== undefined) return known;
  const reads =
    apis.some(({ protocol }) => PROTOCOLS[protocol].body === "form") || SPEAKS_QUERY_TOO.has(service.id);
  const json = apis.find(({ protocol }) => protocol === "json");
  const value =
    reads && givesForm(known)
      ? FORM
      : json && headerGiven(known, "X-Amz-Target") !== undefined
        ? PROTOCOLS.json.contentType(json)
        : undefined;
  if (value === undefined) return known;
  const why = value === FORM ? "the template makes a form" : "X-Amz-Target is of the AWS JSON protocol";
  notes.push(`Chosen for ${service.id}: header Content-Type '${value}', because ${why}.`);
  return {
    ...known,
    requestParameter: [
      ...(known.requestParameter ?? []),
      { key: `${HEADER}Content-Type`, value: `'${value}'` },
    ],
  };
}

/** The style that was asked for; parameters behind an action's name are for the action style alone. */
const styleOf = ({ actionType, action }: Known): "action" | "path" | undefined =>
  actionType ?? (action?.includes("&") ? "action" : undefined);

function lookUpService(
  { force }: Known,
  name: string,
  problems: Problem[],
  notes: string[],
): Service | undefined {
  const found = findService(name);
  if ("service" in found) {
    const { service, alias } = found;
    if (alias !== undefined)
      notes.push(`"${alias}" is called ${service.id} in an integration (${service.titles[0]}).`);
    return service;
  }
  if ("near" in found) {
    if (force) notes.push(`The service "${name}" is in no list, and is taken as it is written.`);
    else
      problems.push(
        problem(
          "service",
          `"${name}" is not the name of an AWS service's endpoint`,
          `did you mean ${found.near.join(" or ")}? Add --force if it is meant so`,
        ),
      );
    return undefined;
  }
  notes.push(
    found.title === undefined
      ? `The service "${name}" is in no list of AWS services; API Gateway takes any name and fails when called, if there is none.`
      : `How "${name}" (${found.title}) is called is not in the catalogue; it is taken as it is written.`,
  );
  return undefined;
}

function lookUpAction(
  { action: said, force }: Known,
  service: Service,
  problems: Problem[],
  notes: string[],
): Action | undefined {
  const name = said?.split("&")[0];
  if (name === undefined || name.includes("${")) return undefined;
  const found = findAction(service, name);
  if ("action" in found) return found.action;
  if ("near" in found && !force) {
    problems.push(
      problem(
        "action",
        `${service.id} has no action "${name}"`,
        `did you mean ${found.near}? Add --force if it is meant so`,
      ),
    );
  } else if (service.facts) {
    notes.push(
      `${service.id} has no action "${name}" that is known; API Gateway takes any name and fails when called, if there is none.`,
    );
  }
  return undefined;
}

const HEADER = "integration.request.header.";
const QUERY = "integration.request.querystring.";

function filled(
  known: Known,
  service: Service,
  action: Action,
  request: ServiceRequest,
  notes: string[],
): Known {
  const byPath = request.style === "path" && known.pathOverride === undefined;
  const httpMethod = known.integrationMethod ?? (request.httpMethod as Known["integrationMethod"]);
  const said = new Set((known.requestParameter ?? []).map(({ key }) => key.toLowerCase()));
  // A request without a body has no use for its type.
  const headers: readonly Pair[] =
    httpMethod === "GET"
      ? []
      : Object.entries(request.headers)
          .map(([name, value]) => ({ key: HEADER + name, value }))
          .filter(({ key }) => !said.has(key.toLowerCase()));
  const chosen = [
    ...(known.integrationMethod === undefined ? [httpMethod] : []),
    ...(byPath ? [`path ${request.path}`] : []),
    ...headers.map(({ key, value }) => `header ${key.slice(HEADER.length)} ${value}`),
  ];
  if (chosen.length > 0) {
    const needs = requirements(action);
    notes.push(
      `${service.id}:${action.name} is called by ${byPath ? "path" : "action name"}: ${request.explanation}. Chosen for it: ${chosen.join(", ")}.${needs === undefined ? "" : ` It requires ${needs}.`}`,
    );
  }
  return {
    ...known,
    integrationMethod: httpMethod,
    ...(byPath ? { action: undefined, actionType: "path" as const, pathOverride: request.path } : {}),
    ...(headers.length === 0 ? {} : { requestParameter: [...(known.requestParameter ?? []), ...headers] }),
  };
}

const withMethod = (known: Known, method: "POST" | undefined): Known =>
  known.integrationMethod === undefined && method !== undefined
    ? { ...known, integrationMethod: method }
    : known;
