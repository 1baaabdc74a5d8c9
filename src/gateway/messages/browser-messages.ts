import { USUAL_HEADERS } from "../names/usual-headers.ts";
import type { Meaning } from "./meaning.ts";

// What browsers say where a page of another origin may not read an answer: Chrome (and what is built of it), Firefox,
// Safari. Firefox quotes with ‘ and ’.

const CORS = "apigw enable-cors {resource} --allow-origin <origin>";

/** Rows that say more stand before those that say less. */
export const BROWSER_MESSAGES: readonly Meaning[] = [
  {
    id: "cors-preflight-status",
    message:
      /preflight request doesn't pass access control check: It does not have HTTP ok status|CORS preflight response did not succeed|Preflight response is not successful/i,
    cause:
      "the browser asked by OPTIONS whether it may, and got an error: the resource has no OPTIONS method, the stage has not got it yet, or it asks for authorization or a key",
    remedy: "let OPTIONS answer, without authorization",
    commands: [CORS],
    evidence: "documented",
  },
  {
    id: "cors-preflight-redirect",
    message: /Redirect is not allowed for a preflight request|CORS request external redirect not allowed/i,
    cause:
      "what was called sends the browser on, which API Gateway does not: the address is http, or of something in front of the API",
    remedy: "call the https address of the stage itself",
    commands: ["apigw status {api}"],
    evidence: "documented",
  },
  {
    id: "cors-header",
    message:
      /Request header field ([\w-]+) is not allowed by Access-Control-Allow-Headers|header \W([\w-]+)\W is not allowed according to header \WAccess-Control-Allow-Headers|missing token \W([\w-]+)\W in CORS header \WAccess-Control-Allow-Headers/i,
    cause: "the page sends the header $+, which the preflight's answer does not allow",
    remedy: "declare it in the methods, or name it with those that are to be allowed",
    commands: [`${CORS} --allow-headers ${USUAL_HEADERS},$+`],
    evidence: "documented",
  },
  {
    id: "cors-method",
    message:
      /Method ([A-Z]+) is not allowed by Access-Control-Allow-Methods|Did not find method in CORS header \WAccess-Control-Allow-Methods/i,
    cause:
      "the preflight's answer does not allow the verb: the method was made after CORS was enabled, or the resource does not have it",
    remedy: "enable CORS again, which allows what the resource has",
    commands: [CORS],
    evidence: "documented",
  },
  {
    id: "cors-credentials",
    message:
      /Access-Control-Allow-Credentials' header in the response is '[^']*' which must be 'true'|expected \Wtrue\W in CORS header \WAccess-Control-Allow-Credentials|Credentials flag is true, but Access-Control-Allow-Credentials is not/i,
    cause: "the page sends cookies or other credentials, and the answer does not allow them",
    remedy: "allow them, to origins by name",
    commands: [`${CORS} --allow-credentials`],
    evidence: "documented",
  },
  {
    id: "cors-wildcard",
    message:
      /must not be the wildcard '\*' when the request's credentials mode is 'include'|Credential is not supported if the CORS header \WAccess-Control-Allow-Origin\W is \W\*|Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true/i,
    cause: "the page sends credentials, and * stands for no origin then",
    remedy: "name the origins, and allow credentials",
    commands: [`${CORS} --allow-credentials`],
    evidence: "documented",
  },
  {
    id: "cors-twice",
    message:
      /contains multiple values '[^']*', but only one is allowed|Multiple CORS header \WAccess-Control-Allow-Origin\W not allowed/i,
    cause:
      "the header is in the answer twice, or with a list: a proxy's backend sends it by its framework and by its code",
    remedy: "let one of the two send it",
    commands: ["apigw test-method {at} --header Origin=<origin>"],
    evidence: "documented",
  },
  {
    id: "cors-other-origin",
    message:
      /has a value '([^']*)' that is not equal to the supplied origin|CORS header \WAccess-Control-Allow-Origin\W does not match \W([^\s)\u2019']*)/i,
    cause: "the answer names another origin: $+",
    remedy: "name all origins that may read it: each answer names the one that asks",
    commands: [`${CORS} --allow-origin $+`],
    evidence: "documented",
  },
  {
    id: "cors-missing",
    message:
      /No 'Access-Control-Allow-Origin' header is present|CORS header \WAccess-Control-Allow-Origin\W missing|is not allowed by Access-Control-Allow-Origin/i,
    cause:
      "the answer names no origin that may read it: the resource has no CORS, or not the stage, or it is an error that came before the method (403, 502), or a proxy's backend that must send the header itself",
    remedy: "let pages of other origins read it, and look at the status that stands behind",
    commands: [CORS],
    evidence: "documented",
  },
];
