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
  ParameterNameWithoutLeadingSlash: ["Name", "Names"],
  FunctionName: ["FunctionName"],
  BucketName: ["Bucket"],
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
