/**
 * The line of the AWS CLI that changes which content types an API takes for binary. They are of the whole API, and hold
 * with the next deployment. `*` stands for no file, so the words are quoted.
 */
export function binaryTypesLine(
  restApiId: string,
  { add = [], remove = [] }: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
  more: readonly string[] = [],
): string {
  const path = (type: string) => `/binaryMediaTypes/${type.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  const operations = [
    ...remove.map((type) => `'op=remove,path=${path(type)}'`),
    ...add.map((type) => `'op=add,path=${path(type)}'`),
  ].join(" ");
  const line = `aws apigateway update-rest-api --rest-api-id ${restApiId} --patch-operations ${operations}`;
  return [line, ...more].join(" ");
}
