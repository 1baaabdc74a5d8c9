export const handler = async (event) => ({
  statusCode: 200,
  body: Number(event.body?.httpStatus) >= 400 ? "customerror" : "noerror",
});
