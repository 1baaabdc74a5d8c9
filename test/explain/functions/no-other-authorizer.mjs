export const handler = async ({ methodArn }) => ({
  principalId: "somebody",
  policyDocument: {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "execute-api:Invoke", Resource: methodArn },
      { Effect: "Deny", Action: "execute-api:Invoke", NotResource: methodArn },
    ],
  },
});
