export const handler = async () => ({ pets: [] });
