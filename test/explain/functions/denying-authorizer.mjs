export const handler = async ({ methodArn }) => ({
  principalId: "somebody",
  policyDocument: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: "execute-api:Invoke", Resource: methodArn }],
  },
});
