// build: usual 10
import { findAction } from "../catalog/action.ts";
import { findService } from "../catalog/service.ts";
import { type Finding, found, unchecked } from "../gateway/checks/finding.ts";
import type { IntegrationRequest } from "../gateway/document/method.ts";
import { functionArnOf } from "../gateway/names/uri.ts";
import { actionNamed, type Called, calledIn } from "./called.ts";
import { checkMembers } from "./members-check.ts";
import { checkProtocol, TEMPLATES } from "./protocol-check.ts";
import { formOf, type Sent, sentBy } from "./sent.ts";
import { jsonOf, valuesIn } from "./values.ts";

/** What is wrong with what an integration would send to an AWS service, as far as that is known beforehand. */
export function checkCalled(
  integration: IntegrationRequest | undefined,
  variables?: Readonly<Record<string, string>>,
): readonly Finding[] {
  if (integration?.type !== "AWS" || functionArnOf(integration.uri ?? "") !== undefined) return [];
  const all = sentBy(integration, variables);
  const findings = all.flatMap((sent) => [...checkSent(sent)]);
  // A member that one way through a template sets is not missing.
  const always = ({ rule, message }: Finding) =>
    !SOMETIMES.has(rule) || findings.filter((one) => one.message === message).length === all.length;
  return findings.filter(
    (one, i) => always(one) && findings.findIndex(({ message }) => message === one.message) === i,
  );
}

const SOMETIMES: ReadonlySet<Finding["rule"]> = new Set([
  "member-missing",
  "fifo-group",
  "fifo-deduplication",
]);

function* checkSent(sent: Sent): Iterable<Finding> {
  const path = sent.rest.replace(/^\/+/, "");
  if (sent.kind === "path" && /^(?:https?:\/\/|arn:)/.test(path)) {
    yield found(
      "path-is-url",
      `the path override is ${path.startsWith("arn:") ? "an ARN" : "a whole URL"}: it is sent as a path, and the service finds nothing there`,
      path.startsWith("arn:")
        ? "give the path alone, as the service's API reference has it"
        : `give the path alone: ${path.replace(/^https?:\/\/[^/]+\/?/, "")}`,
      "PutIntegration.uri",
    );
    return;
  }
  const called = calledIn(sent);
  if (!called) {
    yield* checkService(sent);
    return;
  }
  yield* checkName(sent, called);
  yield* checkReach(sent, called);
  yield* checkProtocol(sent, called);
  yield* checkMembers(sent, called);
  yield* checkFifo(sent, called);
}

/** A service by a name that people have for it, or a slip of one: its host is called otherwise. */
function* checkService({ host }: Sent): Iterable<Finding> {
  if (host.includes(".")) return;
  const other = findService(host);
  const right = "service" in other ? [other.service.id] : "near" in other ? other.near : [];
  if (right.length > 0)
    yield found(
      "service-unknown",
      `no service has the endpoint ${host}: calls find no host`,
      `write ${right.join(" or ")} in the URI`,
      "PutIntegration.uri",
    );
}

/** A name that is a slip of an action: what is in no list may still be one. */
function* checkName(sent: Sent, { service }: Called): Iterable<Finding> {
  const name = actionNamed(sent);
  const other = name === undefined ? undefined : findAction(service, name);
  if (other && "near" in other)
    yield found(
      "action-unknown",
      `${service.id} has no action ${name}: it refuses every call`,
      `write ${other.near}`,
      "PutIntegration.uri",
    );
}

/** What API Gateway may not reach, or cannot carry. */
function* checkReach(sent: Sent, { service, action }: Called): Iterable<Finding> {
  if (service.subdomain !== undefined && sent.host === service.id)
    yield found(
      "service-unknown",
      `${service.id} is called at a host of one's own, and nothing stands before it in the URI: calls find no host`,
      `write ${service.subdomain} before .${service.id}`,
      "PutIntegration.uri",
    );
  const host = (action?.api ?? service.facts?.apis[0])?.host;
  if (host !== undefined)
    yield unchecked(
      "protocol",
      `whether API Gateway, which calls SERVICE.REGION.amazonaws.com, reaches ${service.id}: its host is ${host}`,
    );
  const streams = action?.api?.streams?.[action.name];
  if (streams === undefined) return;
  const name = `${service.id}:${action?.name}`;
  if (streams === "answer")
    yield found(
      "event-stream-answer",
      `${name} answers by a stream of events: callers get its frames, as a whole and in the end`,
      "call the operation that answers as a whole, if there is one",
      "PutIntegration.uri",
    );
  else
    yield found(
      "event-stream-request",
      `${name} reads a stream of events, and API Gateway sends one body: every call fails`,
      "call an operation that takes the request as a whole",
      "PutIntegration.uri",
    );
}

/** Queues and topics that keep an order ask for a group, and for what tells one message from another. */
function* checkFifo(sent: Sent, { service, action }: Called): Iterable<Finding> {
  const sends = /^(?:SendMessage|Publish)$/.test(action?.name ?? "");
  if (!sends || (service.id !== "sqs" && service.id !== "sns")) return;
  if (sent.body === undefined && sent.kind === "path" && sent.query.MessageBody === undefined) return;
  const values = valuesIn(sent);
  const names = ["queuename", "queueurl", "topicarn", "targetarn"].flatMap((one) => values.get(one) ?? []);
  const fifo = names.find((one) => one.endsWith(".fifo"));
  if (
    fifo === undefined ||
    (!formOf(sent) && jsonOf(sent) === undefined && Object.keys(sent.query).length < 2)
  )
    return;
  if (!values.has("messagegroupid"))
    yield found(
      "fifo-group",
      `${fifo} keeps an order, and the request has no MessageGroupId: every call is refused`,
      "add MessageGroupId to the request",
      TEMPLATES,
    );
  else if (!values.has("messagededuplicationid"))
    yield found(
      "fifo-deduplication",
      `the request has no MessageDeduplicationId: unless ${fifo} deduplicates by content, every call is refused`,
      "add MessageDeduplicationId, like $context.requestId, or switch content-based deduplication on",
      TEMPLATES,
    );
}
