import { areRefused, aws, http, lambda, ROLE, sqs, vpc } from "./refusal.ts";

const ARN = "arn:aws:lambda:us-east-1:123456789012:function";

areRefused("a function that cannot be", [
  [
    "--function",
    "the ARN of a queue",
    lambda("--function arn:aws:sqs:us-east-1:123456789012:pets"),
    ["sqs", "not of a Lambda function"],
  ],
  [
    "--function",
    "an ARN with a short account",
    lambda("--function arn:aws:lambda:us-east-1:1234:function:hello"),
    ["is not the ARN of a function"],
  ],
  [
    "--function",
    "an ARN without a function",
    lambda("--function arn:aws:lambda:us-east-1:123456789012:layer:hello"),
    ["is not the ARN of a function"],
  ],
  ["--function", "a broken ARN", lambda("--function arn:aws:lambda"), ["is not the ARN of a function"]],
  [
    "--function",
    "an ARN with too much behind it",
    lambda(`--function ${ARN}:hello:live:more`),
    ["is not the ARN of a function"],
  ],
  ["--function", "too many colons", lambda("--function hello:live:more"), ["too many colons", "NAME:ALIAS"]],
  ["--function", "a colon at the end", lambda("--function hello:"), ["colon"]],
  [
    "--function",
    "a name with a slash",
    lambda("--function my/function"),
    ['"my/function"', "letters, digits"],
  ],
  ["--function", "a name of 65 letters", lambda(`--function ${"f".repeat(65)}`), ["65 characters", "64"]],
  [
    "--function",
    "a placeholder that is no stage variable",
    lambda("--function '${env.fn}'"),
    ["stageVariables"],
  ],
  ["--function", "an empty function", lambda("--function ''"), ["is empty"]],
  [
    "--function-region",
    "a Region that there is not",
    lambda("--function hello --function-region mars-north-1"),
    ['"mars-north-1" is not an AWS Region'],
  ],
]);

areRefused("an address that cannot be", [
  ["--endpoint", "no scheme", http("--endpoint example.com/pets"), ["http://", "https://example.com"]],
  [
    "--endpoint",
    "another scheme",
    http("--endpoint ftp://example.com"),
    ["is not an http:// or https:// address"],
  ],
  [
    "--endpoint",
    "the ARN of a function",
    http(`--endpoint ${ARN}:hello`),
    ["ARN of a Lambda function", "--integration lambda --function"],
  ],
  [
    "--endpoint",
    "another ARN",
    http("--endpoint arn:aws:sqs:us-east-1:123456789012:pets"),
    ["this is an ARN", "--integration aws"],
  ],
  [
    "--endpoint",
    "a port below 1024",
    http("--endpoint https://example.com:22/"),
    ["port 22", "80, 443 or 1024 to 65535"],
  ],
  ["--endpoint", "a port above 65535", http("--endpoint https://example.com:70000/"), [/host|port/]],
  ["--endpoint", "port 0", http("--endpoint http://example.com:0"), ["port 0"]],
  ["--endpoint", "no host", http("--endpoint https:///pets"), ["names no host"]],
  ["--endpoint", "a blank", http("--endpoint 'https://example.com/my pets'"), ["blank", "%20"]],
  ["--endpoint", "an unbalanced {", http("--endpoint 'https://example.com/{petId'"), ["unbalanced braces"]],
  ["--endpoint", "a {name+}", http("--endpoint 'https://example.com/{petId+}'"), ["{name+}", "{name}"]],
  [
    "--endpoint",
    "a placeholder that is no stage variable",
    http("--endpoint 'https://${context.host}/'"),
    ["stageVariables.name"],
  ],
  ["--endpoint", "an empty address", http("--endpoint ''"), ["is empty"]],
  [
    "--integration-target",
    "a load balancer that is none",
    vpc("--vpc-link backend --integration-target https://lb.example.com"),
    ["is not the ARN of a load balancer", "arn:aws:elasticloadbalancing"],
  ],
  [
    "--integration-target",
    "the ARN of a target group",
    vpc(
      "--vpc-link backend --integration-target arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/pets/0123456789abcdef",
    ),
    ["is not the ARN of a load balancer"],
  ],
  [
    "--vpc-link",
    "the ARN of a VPC link",
    vpc("--vpc-link arn:aws:apigateway:us-east-1::/vpclinks/abc123"),
    ["is not the name or id of a VPC link"],
  ],
]);

areRefused("an AWS service that cannot be", [
  [
    "--service",
    "a service in words",
    aws(`--service 'Simple Queue Service' --action SendMessage ${ROLE}`),
    ["sqs"],
  ],
  [
    "--action",
    "an action with a blank",
    aws(`--service sqs --action 'Send Message' ${ROLE}`),
    ["is not an action's name", "SendMessage"],
  ],
  [
    "--action",
    "an action that is a path",
    aws(`--service sqs --action queue/pets ${ROLE}`),
    ["--path-override"],
  ],
  [
    "--path-override",
    "a path with a blank",
    aws(`--service sqs --path-override '1/my pets' ${ROLE}`),
    ["blank", "%20"],
  ],
  [
    "--path-override",
    "a path with an unbalanced {",
    aws(`--service s3 --path-override 'b/{petId' ${ROLE}`),
    ["unbalanced braces"],
  ],
  ["--subdomain", "a subdomain with a slash", sqs(`--subdomain a/b ${ROLE}`), ["is not a subdomain"]],
  [
    "--role",
    "a role by name",
    sqs("--role apigw-sample-role"),
    ["is not an ARN", "arn:aws:iam::123456789012:role/"],
  ],
  [
    "--role",
    "the ARN of a user",
    sqs("--role arn:aws:iam::123456789012:user/me"),
    ["is not the ARN of an IAM role"],
  ],
  [
    "--role",
    "a role with a short account",
    sqs("--role arn:aws:iam::1234:role/x"),
    ["is not the ARN of an IAM role"],
  ],
  [
    "--role",
    "the caller's ARN as a role",
    sqs("--role 'arn:aws:iam::*:user/*'"),
    ["caller's own credentials", "--caller-credentials"],
  ],
  [
    "--service-region",
    "a service Region that there is not",
    sqs(`--service-region us-esat-1 ${ROLE}`),
    ["us-east-1"],
  ],
  [
    "--service",
    "a service misspelt",
    aws(`--service sqss --action SendMessage ${ROLE}`),
    ["did you mean sqs", "--force"].map((one) => new RegExp(one, "i")),
  ],
  [
    "--action",
    "an action misspelt",
    aws(`--service sqs --action SendMesage ${ROLE}`),
    ["did you mean SendMessage", "--force"].map((one) => new RegExp(one, "i")),
  ],
]);
