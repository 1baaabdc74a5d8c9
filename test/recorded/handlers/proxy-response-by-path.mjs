const ANSWERS = {
  "/no-body": { statusCode: 200 },
  "/only-headers": { statusCode: 200, headers: { "test-header": "value" } },
  "/wrong-format": { statusCode: 200, wrongValue: "value" },
  "/empty-response": {},
};
export const handler = async (event) => ANSWERS[event.path];
