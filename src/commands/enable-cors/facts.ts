import type { Place } from "../../account/locate.ts";
import type { Located } from "../../change/change.ts";
import type { GatewayResponse } from "../../gateway/document/gateway-response.ts";
import type { MethodDocument } from "../../gateway/document/method.ts";
import type { Key } from "../../gateway/document/things.ts";

/** A resource with its methods as they are. */
export interface OneResource {
  readonly path: string;
  readonly methods: ReadonlyMap<string, MethodDocument>;
}

export interface CorsFacts extends Located {
  readonly place: Place;
  /** The resources that are meant. */
  readonly chosen: readonly OneResource[];
  /** The API's others. */
  readonly others: readonly OneResource[];
  readonly gateway: ReadonlyMap<Key<"gatewayResponse">, GatewayResponse>;
  readonly models: readonly string[] | undefined;
  readonly proxies: readonly Backend[];
}

/** A backend whose answers API Gateway passes on as they are. */
export interface Backend {
  readonly methods: readonly string[];
  /** A function's name with its runtime, as far as it may be read; else it is an HTTP backend's address. */
  readonly function?: string;
  readonly runtime?: string | undefined;
  readonly uri: string;
}
