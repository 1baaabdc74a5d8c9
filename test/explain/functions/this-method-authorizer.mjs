// What many authorizers are copied from: the policy is for the method that was called, and is then kept for all.
export const handler = async ({ methodArn }) => ({
  principalId: "somebody",
  policyDocument: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "execute-api:Invoke", Resource: methodArn }],
  },
});
