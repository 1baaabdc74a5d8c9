import { readJson, targetName, writeJson, writeJsonError } from "../wire/aws-json.ts";
import { queryForm, readQuery, writeQuery, writeQueryError } from "../wire/aws-query.ts";
import { queryValues, type SandboxRequest, type SandboxResponse } from "../wire/request.ts";
import { readRestJson, writeRestJson, writeRestJsonError } from "../wire/rest-json.ts";
import { Router } from "../wire/routes.ts";
import type { ServiceError } from "../wire/service-error.ts";
import type { Service } from "../wire/target.ts";
import type { Entry } from "./entry.ts";

/** A call as one service's protocol reads it. */
export interface Call {
  readonly entry: Entry;
  readInput(): Record<string, unknown>;
}

export interface Protocol {
  find(request: SandboxRequest): Call | undefined;
  /** The name of an operation that the service has and the sandbox has not. */
  nameOf(request: SandboxRequest): Promise<string | undefined>;
  answer(entry: Entry, output: unknown): SandboxResponse;
  refuse(error: ServiceError): SandboxResponse;
}

// Each service is loaded when it is first called: an SDK client is the larger part of the start-up time.
const LOADERS: Record<Service, () => Promise<{ entries: readonly Entry[] }>> = {
  apigateway: () => import("./api-gateway.ts"),
  apigatewayv2: () => import("./api-gateway-v2.ts"),
  lambda: () => import("./lambda.ts"),
  iam: () => import("./iam.ts"),
  servicequotas: () => import("./service-quotas.ts"),
  sts: () => import("./sts.ts"),
};

const loaded = new Map<Service, Promise<Protocol>>();

/** A service's protocol with the operations the sandbox has of it. */
export function protocolOf(service: Service): Promise<Protocol> {
  let protocol = loaded.get(service);
  if (!protocol) {
    protocol = LOADERS[service]().then(({ entries }) =>
      service === "iam" || service === "sts"
        ? queryProtocol(service, entries)
        : service === "servicequotas"
          ? jsonProtocol(entries)
          : restProtocol(service, entries),
    );
    loaded.set(service, protocol);
  }
  return protocol;
}

function restProtocol(service: Service, entries: readonly Entry[]): Protocol {
  const router = new Router<Entry>();
  for (const entry of entries) router.add(entry.operation, entry);
  return {
    find(request) {
      const route = router.match(request.method, request.path, (name) => queryValues(request, name)[0]);
      if (!route) return undefined;
      return {
        entry: route.entry,
        readInput: () => readRestJson(route.entry.operation, request, route.labels),
      };
    },
    async nameOf(request) {
      const { notBuilt } = await import("./not-built.ts");
      const others = new Router<string>();
      for (const [name, verb, uri] of notBuilt(service)) others.addPath(verb, uri, name);
      return others.match(request.method, request.path, (name) => queryValues(request, name)[0])?.entry;
    },
    answer: (entry, output) => writeRestJson(entry.operation, output),
    refuse: (error) => writeRestJsonError(error, service),
  };
}

function jsonProtocol(entries: readonly Entry[]): Protocol {
  const byName = new Map(entries.map((entry) => [entry.operation.name, entry]));
  return {
    find(request) {
      const entry = byName.get(targetName(request) ?? "");
      return entry && { entry, readInput: () => readJson(entry.operation, request) };
    },
    nameOf: async (request) => targetName(request),
    answer: (entry, output) => writeJson(entry.operation, output),
    refuse: writeJsonError,
  };
}

const NAMESPACES = {
  iam: "https://iam.amazonaws.com/doc/2010-05-08/",
  sts: "https://sts.amazonaws.com/doc/2011-06-15/",
};

function queryProtocol(service: "iam" | "sts", entries: readonly Entry[]): Protocol {
  const byName = new Map(entries.map((entry) => [entry.operation.name, entry]));
  return {
    find(request) {
      const form = queryForm(request);
      const entry = byName.get(form.get("Action") ?? "");
      return entry && { entry, readInput: () => readQuery(entry.operation, form) };
    },
    nameOf: async (request) => queryForm(request).get("Action"),
    answer: (entry, output) => writeQuery(entry.operation, output, NAMESPACES[service]),
    refuse: (error) => writeQueryError(error, NAMESPACES[service]),
  };
}
