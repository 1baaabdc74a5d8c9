export const handler = async () => {
  throw "Unauthorized";
};
