/** What an action needs beside itself: always, or where its target is encrypted under a key of one's own. */
export interface Beyond {
  readonly actions: readonly string[];
  /** What it must be allowed on, as the end of a sentence. */
  readonly on: string;
  readonly resource: string;
  readonly always?: true;
}

const passes = (on: string): Beyond => ({
  actions: ["iam:PassRole"],
  on,
  resource: "arn:aws:iam::ACCOUNT:role/ROLE",
  always: true,
});
const key = (...actions: readonly string[]): Beyond => ({
  actions,
  on: "that key",
  resource: "arn:aws:kms:REGION:ACCOUNT:key/KEY",
});

/** Kept by hand: what IAM's own lists do not say. Sources: the services' guides, "Encryption at rest" and "Passing roles". */
export const BEYOND: Readonly<Record<string, Beyond>> = {
  "ecs:RunTask": passes("the task's own roles"),
  "ecs:StartTask": passes("the task's own roles"),
  "scheduler:CreateSchedule": passes("the role of the schedule's target"),
  "scheduler:UpdateSchedule": passes("the role of the schedule's target"),
  "lambda:CreateFunction": passes("the function's role"),
  "states:CreateStateMachine": passes("the state machine's role"),
  "events:PutTargets": passes("the role of the target, where it has one"),
  "sagemaker:CreateTrainingJob": passes("the job's role"),
  "sqs:SendMessage": key("kms:GenerateDataKey", "kms:Decrypt"),
  "sqs:ReceiveMessage": key("kms:Decrypt"),
  "sns:Publish": key("kms:GenerateDataKey", "kms:Decrypt"),
  "kinesis:PutRecord": key("kms:GenerateDataKey"),
  "kinesis:PutRecords": key("kms:GenerateDataKey"),
  "s3:PutObject": key("kms:GenerateDataKey"),
  "s3:GetObject": key("kms:Decrypt"),
  "ssm:GetParameter": key("kms:Decrypt"),
  "secretsmanager:GetSecretValue": key("kms:Decrypt"),
};

/** The statement that allows it, for a person to complete. */
export const beyondStatement = ({ actions, resource }: Beyond): string =>
  JSON.stringify({ Effect: "Allow", Action: actions, Resource: [resource] });

/**
 * Members of requests by which the placeholders of IAM's ARN formats are filled, where they are called otherwise. Kept by
 * hand, from the services' models.
 */
export const NAMED_BY: Readonly<Record<string, readonly string[]>> = {
  TableName: ["TableArn"],
  StreamName: ["StreamARN"],
  TopicName: ["TopicArn", "TargetArn", "topic"],
  StateMachineName: ["stateMachineArn"],
  ActivityName: ["activityArn"],
  EventBusName: ["EventBusName", "Name"],
  LogGroupName: ["logGroupName", "logGroupIdentifier"],
  LogStreamName: ["logStreamName"],
  SecretId: ["SecretId"],
  ParameterNameWithoutLeadingSlash: ["Name", "Names", "Path"],
  FunctionName: ["FunctionName"],
  BucketName: ["Bucket", "vectorBucketName"],
  AppId: ["application-id"],
  PipelineName: ["name"],
  ObjectName: ["Key"],
  EndpointName: ["EndpointName"],
  KeyId: ["KeyId"],
  ThingName: ["thingName"],
  GroupName: ["GroupName"],
  ScheduleName: ["Name"],
  ClusterName: ["cluster"],
  TaskDefinitionFamilyName: ["taskDefinition"],
  JobQueueName: ["jobQueue"],
  JobDefinitionName: ["jobDefinition"],
  ProjectName: ["projectName"],
  UserPoolId: ["UserPoolId"],
  WorkGroupName: ["WorkGroup"],
  ResourceId: ["modelId"],
};
