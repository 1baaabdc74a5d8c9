import { randomBytes } from "node:crypto";
import { NOT_OF_THE_METHOD } from "./header-rules.ts";
import { type Multi, TRACE_ID_HEADER } from "./invocation.ts";

/** The spelling in which well-known headers arrive behind CloudFront; others stay as they were sent. */
const CANONICAL = new Map(
  [
    "Accept",
    "Accept-Charset",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "Cache-Control",
    "Content-Type",
    "Cookie",
    "Origin",
    "Pragma",
    "Referer",
    "User-Agent",
    TRACE_ID_HEADER,
  ].map((name) => [name.toLowerCase(), name]),
);

/** The headers of a call as an API sees them. */
export function receivedHeaders(headers: Readonly<Multi>): Multi {
  const received: Multi = {};
  for (const [name, values] of Object.entries(headers)) {
    if (!NOT_OF_THE_METHOD.test(name) && !/^(host|keep-alive)$/i.test(name))
      received[CANONICAL.get(name.toLowerCase()) ?? name] = values;
  }
  return received;
}

const cloudFrontHost = () => `${randomBytes(16).toString("hex")}.cloudfront.net (CloudFront)`;
const cloudFrontId = () => randomBytes(42).toString("base64url");

/** What CloudFront adds on the way to an edge-optimized API; the values are made up. */
export const edgeRequestHeaders = (): Multi => ({
  "CloudFront-Forwarded-Proto": ["https"],
  "CloudFront-Is-Desktop-Viewer": ["true"],
  "CloudFront-Is-Mobile-Viewer": ["false"],
  "CloudFront-Is-SmartTV-Viewer": ["false"],
  "CloudFront-Is-Tablet-Viewer": ["false"],
  "CloudFront-Viewer-ASN": ["64496"],
  "CloudFront-Viewer-Country": ["US"],
  Via: [`1.1 ${cloudFrontHost()}`],
  "X-Amz-Cf-Id": [cloudFrontId()],
});

/** What CloudFront adds on the way back. */
export const edgeResponseHeaders = (): Multi => ({
  Via: [`1.1 ${cloudFrontHost()}`],
  "X-Cache": ["Miss from cloudfront"],
  "X-Amz-Cf-Pop": ["SANDBOX-P1"],
  "X-Amz-Cf-Id": [cloudFrontId()],
});
