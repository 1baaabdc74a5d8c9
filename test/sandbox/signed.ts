import { APIGatewayClient } from "@aws-sdk/client-api-gateway";

/** Who signs, and what for. */
export interface Signing {
  readonly key?: string;
  readonly secret?: string;
  readonly service?: string;
  readonly region?: string;
  readonly date?: Date;
}

/** The headers of a request once it is signed as the SDK signs: Signature Version 4. */
export async function signedHeaders(
  url: URL,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  { key = "sandbox", secret = "sandbox", service = "execute-api", region = "us-east-1", date }: Signing = {},
): Promise<Record<string, string>> {
  const { config } = new APIGatewayClient({
    region,
    credentials: { accessKeyId: key, secretAccessKey: secret },
  });
  const signer = await config.signer({
    name: "sigv4",
    signingName: service,
    signingRegion: region,
    properties: {},
  });
  const { host, hostname, port, pathname: path, searchParams } = url;
  const query = Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]),
  );
  const request = {
    method,
    protocol: "http:",
    hostname,
    port: Number(port),
    path,
    query,
    headers: { host, ...headers },
    body,
  };
  return (await signer.sign(request, date === undefined ? {} : { signingDate: date })).headers;
}
