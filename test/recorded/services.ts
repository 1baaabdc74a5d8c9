import { createHash, randomUUID } from "node:crypto";
import type { ServiceAnswer, ServiceRequest, ServiceStub } from "../../src/sandbox/state/service-stubs.ts";
import type { Step } from "./cases.ts";

type Json = Record<string, unknown>;

interface Message {
  body: string;
  attributes: Json;
}

const text = (request: ServiceRequest) => Buffer.from(request.body).toString("utf8");
const json = (request: ServiceRequest) => JSON.parse(text(request)) as Json;

/**
 * As much of the services of the recordings as their answers tell: what API Gateway sends arrives here, and comes out
 * where the recorded test looked it up. What cannot be read as the service would read it is answered with 400.
 */
export class RecordedServices {
  readonly #records: Json[] = [];
  readonly #messages: Message[] = [];

  readonly stubs: Record<string, ServiceStub> = {
    "kinesis:PutRecord": (request) =>
      read(() => ({ ShardId: SHARD, SequenceNumber: this.#put(json(request)) })),
    "kinesis:PutRecords": (request) =>
      read(() => ({
        FailedRecordCount: 0,
        Records: (json(request).Records as Json[]).map((record) => ({
          ShardId: SHARD,
          SequenceNumber: this.#put(record),
        })),
      })),
    "sqs:SendMessage": (request) => read(() => this.#send(request)),
    "ssm:GetParameter": (request) =>
      request.query.Name?.[0] === "param-test-123"
        ? { body: { GetParameterResponse: { GetParameterResult: { Parameter: PARAMETER }, ...METADATA } } }
        : { status: 400, body: { __type: "ValidationException" } },
    "states:StartExecution": (request) =>
      read(() => ({ executionArn: `${String(json(request).stateMachineArn)}:1`, startDate: 1.7e9 })),
    "states:DeleteStateMachine": (request) => read(() => (json(request).stateMachineArn ? {} : fail())),
  };

  /** The answer to a step that calls a service itself; undefined where it calls none of these. */
  step({ service, op }: Step, input: Json): Json | undefined {
    switch (service) {
      case "kinesis":
        return this.#kinesis(op);
      case "sqs":
        return op === "CreateQueue"
          ? { QueueUrl: `https://sqs/${String(input.QueueName)}` }
          : this.#received();
      case "ssm":
        return { Tier: "Standard", Version: 1 };
      case "stepfunctions":
        return {
          stateMachineArn: `arn:aws:states:us-east-1:123456789012:stateMachine:${String(input.name)}`,
        };
      default:
        return undefined;
    }
  }

  #put(record: Json): string {
    const SequenceNumber = String(this.#records.length + 1);
    const Data = Buffer.from(String(record.Data), "base64").toString("utf8");
    const { PartitionKey } = record;
    this.#records.push({ ApproximateArrivalTimestamp: new Date(), Data, PartitionKey, SequenceNumber });
    return SequenceNumber;
  }

  #kinesis(op: string): Json {
    if (op === "DescribeStream") return { StreamDescription: { Shards: [{ ShardId: SHARD }] } };
    if (op === "GetShardIterator") return { ShardIterator: "iterator" };
    if (op !== "GetRecords") return {};
    return { MillisBehindLatest: 0, NextShardIterator: "next", Records: this.#records };
  }

  #send(request: ServiceRequest): Json {
    const type = Object.entries(request.headers).find(
      ([name]) => name.toLowerCase() === "content-type",
    )?.[1][0];
    const attributes: Json = {};
    if (type?.startsWith("application/x-amz-json")) {
      this.#messages.push({ body: String(json(request).MessageBody), attributes });
      return { MessageId: randomUUID() };
    }
    const form = new URLSearchParams(text(request));
    for (const [key, name] of form) {
      // Both spellings were taken.
      const [, start] = /^(MessageAttributes?\.\d+)\.Name$/.exec(key) ?? [];
      if (start === undefined) continue;
      const of = (member: string) => form.get(`${start}.Value.${member}`);
      attributes[name] = { DataType: of("DataType"), StringValue: of("StringValue") };
    }
    this.#messages.push({ body: form.get("MessageBody") ?? "", attributes });
    return { SendMessageResponse: { SendMessageResult: { MessageId: randomUUID() } } };
  }

  #received(): Json {
    return {
      Messages: this.#messages.splice(0).map(({ body, attributes }) => ({
        MessageId: randomUUID(),
        ReceiptHandle: "handle",
        MD5OfBody: createHash("md5").update(body).digest("hex"),
        // The recorder parsed what is JSON.
        Body: JSON.parse(body) as unknown,
        MessageAttributes: attributes,
      })),
    };
  }
}

const SHARD = "shardId-000000000000";
const METADATA = { ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: 200 } };
const PARAMETER = {
  ARN: "arn:aws:ssm:us-east-1:123456789012:parameter/param-test-123",
  DataType: "text",
  LastModifiedDate: 1.7e9,
  Name: "param-test-123",
  Selector: null,
  SourceResult: null,
  Type: "String",
  Value: "123",
  Version: 1,
};

function fail(): never {
  throw new Error("the service cannot read this");
}

function read(answer: () => Json): ServiceAnswer {
  try {
    return { body: answer() };
  } catch (error) {
    return { status: 400, body: { __type: "SerializationException", message: String(error) } };
  }
}
