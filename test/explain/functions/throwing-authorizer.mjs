export const handler = async () => {
  throw new Error("no luck");
};
