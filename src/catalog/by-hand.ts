// What no model says, kept by hand; the evidence stands beside each.

/** Other names of services: the SDK's, the console's, the IAM prefix. */
export const ALIASES: Readonly<Record<string, string>> = {
  ses: "email",
  sesv2: "email",
  stepfunctions: "states",
  "step-functions": "states",
  sfn: "states",
  eventbridge: "events",
  "cloudwatch-events": "events",
  cloudwatch: "monitoring",
  cloudwatchlogs: "logs",
  "cloudwatch-logs": "logs",
  "sagemaker-runtime": "runtime.sagemaker",
  sagemakerruntime: "runtime.sagemaker",
  "iot-data": "iotdata",
  "data-ats.iot": "iotdata",
  "data.iot": "iotdata",
  appsync_api: "appsync-api",
  "dynamodb-streams": "streams.dynamodb",
  dynamodbstreams: "streams.dynamodb",
  "timestream-query": "query.timestream",
  "timestream-write": "ingest.timestream",
  "lex-runtime": "runtime.lex",
  ecr: "api.ecr",
  kinesisfirehose: "firehose",
  "kinesis-firehose": "firehose",
  "data-firehose": "firehose",
  "secrets-manager": "secretsmanager",
  secretmanager: "secretsmanager",
  "parameter-store": "ssm",
  "systems-manager": "ssm",
  "event-bridge": "events",
  pricing: "api.pricing",
  tag: "tagging",
  elb: "elasticloadbalancing",
  elbv2: "elasticloadbalancing",
  efs: "elasticfilesystem",
  emr: "elasticmapreduce",
  bedrockruntime: "bedrock-runtime",
};

/** Data planes whose host is a customer's own, and which no SDK has by the id that API Gateway takes. */
export const OWN_HOSTS: Readonly<
  Record<
    string,
    { readonly title: string; readonly like?: string; readonly subdomain: string; readonly only?: string }
  >
> = {
  // B: Solutions Constructs, aws-apigateway-iot
  iotdata: {
    title: "AWS IoT Core data plane",
    like: "data-ats.iot",
    subdomain:
      "the first label of your IoT endpoint (aws iot describe-endpoint --endpoint-type iot:Data-ATS)",
  },
  // C: public repositories; the console calls it "AppSync Data Plane"
  // C: public questions; its host is API.execute-api.REGION.amazonaws.com
  "execute-api": {
    title: "API Gateway WebSocket connections",
    like: "execute-api",
    subdomain: "the WebSocket API's id; the path begins with its stage",
  },
  "appsync-api": {
    title: "AppSync Data Plane",
    only: "GraphQL",
    subdomain: "the first label of the API's GraphQL URL (not the API's id)",
  },
};

export interface Style {
  readonly style: "action" | "path";
  /** Whether X-Amz-Target is needed beside the action's name. */
  readonly target?: boolean;
  readonly contentType?: boolean;
  readonly because: string;
}

/** How services with the AWS JSON protocol are best called; one that is not here is called by path, with both headers. */
export const STYLES: Readonly<Record<string, Style>> = {
  // A: work without any header (LocalStack's tests, validated on AWS)
  dynamodb: { style: "action", because: "the action's name is enough for it" },
  states: { style: "action", because: "the action's name is enough for it" },
  // A without the header; AWS's own guide sets it
  kinesis: { style: "action", contentType: true, because: "the action's name is enough for it" },
  // C: many repositories, all with the header
  firehose: { style: "action", contentType: true, because: "the action's name is enough for it" },
  // A: events; B: translate, comprehend; C: the rest
  ...Object.fromEntries(
    ["events", "translate", "comprehend", "logs", "textract", "rekognition"].map((id) => [
      id,
      {
        style: "action",
        target: true,
        contentType: true,
        because: "it needs the X-Amz-Target header beside the action's name",
      } satisfies Style,
    ]),
  ),
  // A: `action/` of ssm speaks the old query protocol and drops the body
  ssm: {
    style: "path",
    target: true,
    contentType: true,
    because: "by action name it would take its parameters from the query string and drop the body",
  },
  sqs: {
    style: "path",
    target: true,
    contentType: true,
    because: "by action name it would answer in its old query protocol",
  },
};

/** IAM actions of operations that IAM has no action of the same name for, or that need another one too. */
export const IAM_ROWS: Readonly<Record<string, readonly string[]>> = {
  "lambda:Invoke": ["lambda:InvokeFunction"],
  "lambda:InvokeAsync": ["lambda:InvokeFunction"],
  "lambda:InvokeWithResponseStream": ["lambda:InvokeFunction"],
  "s3:ListBuckets": ["s3:ListAllMyBuckets"],
  "s3:HeadBucket": ["s3:ListBucket"],
  "s3:ListObjects": ["s3:ListBucket"],
  "s3:ListObjectsV2": ["s3:ListBucket"],
  "s3:ListObjectVersions": ["s3:ListBucketVersions"],
  "s3:ListMultipartUploads": ["s3:ListBucketMultipartUploads"],
  "s3:ListParts": ["s3:ListMultipartUploadParts"],
  "s3:HeadObject": ["s3:GetObject"],
  "s3:SelectObjectContent": ["s3:GetObject"],
  "s3:CopyObject": ["s3:GetObject", "s3:PutObject"],
  "s3:CreateMultipartUpload": ["s3:PutObject"],
  "s3:UploadPart": ["s3:PutObject"],
  "s3:UploadPartCopy": ["s3:GetObject", "s3:PutObject"],
  "s3:CompleteMultipartUpload": ["s3:PutObject"],
  "s3:DeleteObjects": ["s3:DeleteObject"],
  "s3:GetBucketNotificationConfiguration": ["s3:GetBucketNotification"],
  "s3:PutBucketNotificationConfiguration": ["s3:PutBucketNotification"],
  "s3:GetObjectLockConfiguration": ["s3:GetBucketObjectLockConfiguration"],
  "s3:PutObjectLockConfiguration": ["s3:PutBucketObjectLockConfiguration"],
  "s3:GetPublicAccessBlock": ["s3:GetBucketPublicAccessBlock"],
  "s3:PutPublicAccessBlock": ["s3:PutBucketPublicAccessBlock"],
  "s3:DeletePublicAccessBlock": ["s3:PutBucketPublicAccessBlock"],
  "s3:DeleteBucketOwnershipControls": ["s3:PutBucketOwnershipControls"],
  "s3:DeleteBucketCors": ["s3:PutBucketCORS"],
  "s3:DeleteBucketEncryption": ["s3:PutEncryptionConfiguration"],
  "s3:DeleteBucketTagging": ["s3:PutBucketTagging"],
  "s3:DeleteBucketLifecycle": ["s3:PutLifecycleConfiguration"],
  "s3:DeleteBucketReplication": ["s3:PutReplicationConfiguration"],
  "dynamodb:BatchExecuteStatement": [
    "dynamodb:PartiQLSelect",
    "dynamodb:PartiQLInsert",
    "dynamodb:PartiQLUpdate",
    "dynamodb:PartiQLDelete",
  ],
  "dynamodb:ExecuteStatement": [
    "dynamodb:PartiQLSelect",
    "dynamodb:PartiQLInsert",
    "dynamodb:PartiQLUpdate",
    "dynamodb:PartiQLDelete",
  ],
  "dynamodb:ExecuteTransaction": [
    "dynamodb:PartiQLSelect",
    "dynamodb:PartiQLInsert",
    "dynamodb:PartiQLUpdate",
    "dynamodb:PartiQLDelete",
  ],
  "dynamodb:TransactGetItems": ["dynamodb:GetItem"],
  "dynamodb:TransactWriteItems": [
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
  ],
  "sqs:SendMessageBatch": ["sqs:SendMessage"],
  "sqs:DeleteMessageBatch": ["sqs:DeleteMessage"],
  "sqs:ChangeMessageVisibilityBatch": ["sqs:ChangeMessageVisibility"],
  "sns:PublishBatch": ["sns:Publish"],
  "bedrock-runtime:Converse": ["bedrock:InvokeModel"],
  "bedrock-runtime:ConverseStream": ["bedrock:InvokeModelWithResponseStream"],
  "query.timestream:Query": ["timestream:Select"],
  "iotdata:Publish": ["iot:Publish"],
  "appsync-api:GraphQL": ["appsync:GraphQL"],
  ...Object.fromEntries(
    ["Delete", "Get", "PostTo"].map((verb) => [
      `execute-api:${verb}Connection`,
      ["execute-api:ManageConnections"],
    ]),
  ),
};

/** Signed operations that need no permission: their API references say so. */
export const FREE: ReadonlySet<string> = new Set(["sts:GetCallerIdentity", "sts:GetSessionToken"]);

/** The same by pattern: the operation's form, and its action's. */
export const IAM_PATTERNS: readonly (readonly [service: string, operation: RegExp, action: string])[] = [
  ["s3", /^(Get|Put)Bucket(\w+)Configuration$/, "s3:$1$2Configuration"],
  ["s3", /^(Get|Put)Bucket(Encryption|Replication|Lifecycle)$/, "s3:$1$2Configuration"],
  ["s3", /^ListBucket(\w+)Configurations$/, "s3:Get$1Configuration"],
  ["s3", /^DeleteBucket(\w+)Configuration$/, "s3:Put$1Configuration"],
];

/** Resource types that IAM calls optional though the action always acts on one of them: chosen by hand. */
export const RESOURCES: Readonly<Record<string, string | readonly string[]>> = {
  "s3:GetObject": "arn:${Partition}:s3:::${BucketName}/${ObjectName}",
  "s3:PutObject": "arn:${Partition}:s3:::${BucketName}/${ObjectName}",
  "s3:DeleteObject": "arn:${Partition}:s3:::${BucketName}/${ObjectName}",
  "s3:ListBucket": "arn:${Partition}:s3:::${BucketName}",
  "s3:ListBucketVersions": "arn:${Partition}:s3:::${BucketName}",
  "s3:ListBucketMultipartUploads": "arn:${Partition}:s3:::${BucketName}",
  "states:DescribeExecution":
    "arn:${Partition}:states:${Region}:${Account}:execution:${StateMachineName}:${ExecutionId}",
  "states:StopExecution":
    "arn:${Partition}:states:${Region}:${Account}:execution:${StateMachineName}:${ExecutionId}",
  "states:GetExecutionHistory":
    "arn:${Partition}:states:${Region}:${Account}:execution:${StateMachineName}:${ExecutionId}",
  "batch:SubmitJob": [
    "arn:${Partition}:batch:${Region}:${Account}:job-queue/${JobQueueName}",
    "arn:${Partition}:batch:${Region}:${Account}:job-definition/${JobDefinitionName}",
  ],
  "ecs:RunTask":
    "arn:${Partition}:ecs:${Region}:${Account}:task-definition/${TaskDefinitionFamilyName}:${TaskDefinitionRevisionNumber}",
  "events:PutEvents": "arn:${Partition}:events:${Region}:${Account}:event-bus/${EventBusName}",
  "appsync:GraphQL": "arn:${Partition}:appsync:${Region}:${Account}:apis/${GraphQLAPIId}/*",
};

/** Why a narrower resource than `*` cannot be told, where it is not simply unknown. */
export const STAR_BECAUSE: Readonly<Record<string, string>> = {
  "s3:ListAllMyBuckets": "listing buckets acts on no single one",
  "polly:SynthesizeSpeech": "it acts on a resource only where lexicons are used",
};
