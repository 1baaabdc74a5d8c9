const failure = (message) => Object.assign(new Error(message), { name: "Exception" });
export const handler = async (event) => {
  if (event.statusCode === "200") return "Pass";
  const words = event.statusCode === "400" ? "four" : "five";
  throw failure(`Error: Raising ${words} hundred from within the Lambda function`);
};
