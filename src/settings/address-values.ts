import { type FunctionName, parseFunctionName, printFunctionName } from "../gateway/names/uri.ts";
import { text, textFault, type Value } from "./value.ts";

// The values that say whom to call. Faults read on behind the flag's name.

export const functionValue: Value<FunctionName> = {
  placeholder: "name|arn",
  parse(given) {
    const bad = textFault(given);
    if (bad !== undefined) return { fault: bad };
    const parsed = parseFunctionName(given);
    return "fault" in parsed
      ? {
          fault: `"${given.slice(0, 120)}" ${parsed.fault}`,
          remedy: "give a name, name:alias or the function's ARN",
        }
      : { value: parsed };
  },
  print: printFunctionName,
};
/** An execution role's ARN; its name may hold a stage variable. */
export const roleValue: Value<string> = text("arn", (given) => {
  if (
    /^arn:aws[a-z-]*:iam::\d{12}:role\/(?:[A-Za-z0-9_+=,.@/-]|\$\{stageVariables\.[A-Za-z0-9_]+\})+$/.test(
      given,
    )
  )
    return undefined;
  const remedy = "give the role's ARN: arn:aws:iam::123456789012:role/name";
  if (/^arn:aws[a-z-]*:iam::\*:user\/\*$/.test(given))
    return { fault: "this ARN stands for the caller's own credentials", remedy: "use --caller-credentials" };
  if (given.startsWith("arn:"))
    return { fault: `"${given.slice(0, 120)}" is not the ARN of an IAM role`, remedy };
  return { fault: `"${given.slice(0, 80)}" is not an ARN`, remedy };
});

/** The full address of an HTTP backend; may hold `{name}` and `${stageVariables.name}`. */
export const endpointValue: Value<string> = text("url", (given) => {
  const example = "https://example.com/pets/{petId}";
  if (/^arn:aws[a-z-]*:lambda:/.test(given))
    return {
      fault: "this is the ARN of a Lambda function, not the address of an HTTP backend",
      remedy: "use --integration lambda --function ARN",
    };
  if (given.startsWith("arn:"))
    return {
      fault: "this is an ARN, not the address of an HTTP backend",
      remedy: "use --integration aws, or give a URL",
    };
  const rest = /^https?:\/\/(.*)$/is.exec(given)?.[1];
  if (rest === undefined)
    return {
      fault: `"${given.slice(0, 80)}" is not an http:// or https:// address`,
      remedy: `write it in full, like ${example}`,
    };
  if (/\s/.test(given))
    return { fault: `"${given.slice(0, 80)}" has a blank in it`, remedy: "write blanks as %20" };
  const open = rest.replaceAll(/\$\{stageVariables\.[A-Za-z0-9_]+\}/g, "x");
  if (/\$\{/.test(open))
    return { fault: "has a ${…} that is not ${stageVariables.name}", remedy: "write ${stageVariables.name}" };
  if (/[{}]/.test(open.replaceAll(/\{[^{}]+\}/g, "")))
    return {
      fault: `has unbalanced braces in "${given.slice(0, 80)}"`,
      remedy: `write parameters like ${example}`,
    };
  if (/\{[^{}]*\+\}/.test(open))
    return { fault: "has a {name+}; only the resource path has the plus sign", remedy: "write {name}" };
  const host = /^([^/?#]*)/.exec(open)?.[1] ?? "";
  if (!URL.canParse(`http://${host.replaceAll(/\{[^{}]+\}/g, "x")}`) || host === "")
    return { fault: `"${given.slice(0, 80)}" names no host`, remedy: `write it like ${example}` };
  const port = /:(\d+)$/.exec(host)?.[1];
  if (port !== undefined && !["80", "443"].includes(port) && !(Number(port) >= 1024 && Number(port) <= 65535))
    return { fault: `port ${port} cannot be reached by API Gateway`, remedy: "use 80, 443 or 1024 to 65535" };
  return undefined;
});

/** A load balancer's ARN, for a VPC link V2. */
export const loadBalancerValue: Value<string> = text("arn", (given) =>
  /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:(?:loadbalancer|listener)\/(?:app|net)\/.+$/.test(
    given,
  )
    ? undefined
    : {
        fault: `"${given.slice(0, 120)}" is not the ARN of a load balancer`,
        remedy:
          "give the Application or Network Load Balancer's ARN: arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/NAME/ID",
      },
);
