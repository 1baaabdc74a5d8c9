export const handler = async (event) => ({
  statusCode: 200,
  body: JSON.stringify(`response from localstack lambda: ${JSON.stringify(event)}`),
  isBase64Encoded: false,
  headers: {},
});
