export const handler = async (event) => ({
  statusCode: 200,
  body: `Hello, ${event.queryStringParameters?.first_name}!`,
});
