export { GetCallerIdentityCommand as GetCallerIdentity, STSClient as Client } from "@aws-sdk/client-sts";
