import type { CalledPlace } from "./grant.ts";
import type { Target } from "./targets.ts";

/**
 * As what IAM is asked about a target, where that is not the ARN that the request says: by the services' guides, which
 * know of it what no list of ARN formats says. Another ARN in `or` is as good.
 */
export function authorizedAs(action: string, target: Target, place: CalledPlace): Target {
  const [service = ""] = action.split(":");
  return FORMS[service]?.(target, place) ?? target;
}

const FORMS: Readonly<Record<string, (target: Target, place: CalledPlace) => Target | undefined>> = {
  // "Authorization for versions and aliases": by the state machine's own ARN.
  states: (target) => {
    const [, own] = /^(arn:[^:]*:states:[^:]*:[^:]*:stateMachine:[^:]+):[^:]+$/.exec(target.arn) ?? [];
    return own === undefined ? undefined : { ...target, arn: own };
  },
  // A secret's ARN ends in six random characters, also where a request leaves them out.
  secretsmanager: (target) =>
    /:secret:.*(?:-[A-Za-z0-9?]{6}|\*)$/.test(target.arn)
      ? undefined
      : { ...target, arn: target.arn.replace(/:secret:.+$/, "$&-??????") },
  // Names of endpoints stand in lower case in their ARNs.
  sagemaker: (target) => {
    const lower = target.arn.replace(/:endpoint\/.+$/, (part) => part.toLowerCase());
    return lower === target.arn ? undefined : { ...target, arn: lower, or: [target.arn] };
  },
  // A log group is asked about with all that is in it; policies of old have it without.
  logs: (target) =>
    /:log-group:[^:]+$/.test(target.arn)
      ? { ...target, arn: `${target.arn}:*`, or: [target.arn] }
      : undefined,
  // Documents that are AWS's own belong to no account; what runs an automation had an ARN of its own.
  ssm: (target, { account }) => {
    const [, name = ""] = /:document\/(.+)$/.exec(target.arn) ?? [];
    if (/^AWS-/.test(name))
      return { ...target, arn: target.arn.replace(`:${account}:`, "::"), or: [target.arn] };
    return name === ""
      ? undefined
      : { ...target, or: [`${target.arn.replace(":document/", ":automation-definition/")}:*`] };
  },
  // Mail goes out by the sender's address, or by its domain where that is what was verified.
  ses: (target) => {
    const [, domain] = /:identity\/[^/]*@([^@/]+)$/.exec(target.arn) ?? [];
    return domain === undefined
      ? undefined
      : { ...target, or: [target.arn.replace(/:identity\/.*$/, `:identity/${domain}`)] };
  },
  // An alias stands for a key, and a policy is about keys: which one, the alias does not say.
  kms: (target) =>
    /:(?:key\/)?alias\//.test(target.arn)
      ? { ...target, arn: target.arn.replace(/:(?:key\/)?alias\/.*$/, ":key/*"), open: ["KeyId"] }
      : undefined,
};
