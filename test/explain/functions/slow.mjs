export const handler = async () => {
  await new Promise((resolve) => setTimeout(resolve, 1300));
  return { statusCode: 200, body: "late" };
};
