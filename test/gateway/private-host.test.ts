import { describe, expect, test } from "vitest";
import { privateHost } from "../../src/gateway/names/private-host.ts";

describe("an address that API Gateway cannot reach", () => {
  test.each([
    ["http://10.1.2.3/x", "10.1.2.3"],
    ["https://192.168.0.1:8080", "192.168.0.1"],
    ["http://172.16.0.1", "172.16.0.1"],
    ["http://172.31.255.255/", "172.31.255.255"],
    ["http://100.64.0.9/", "100.64.0.9"],
    ["http://169.254.169.254/latest", "169.254.169.254"],
    ["http://127.0.0.1:3000/{id}", "127.0.0.1"],
    ["http://[::1]:3000/", "[::1]"],
    ["http://[fd00::1]/", "[fd00::1]"],
    ["http://[fe80::1]/", "[fe80::1]"],
    ["HTTP://LOCALHOST/", "LOCALHOST"],
    ["http://api.localhost", "api.localhost"],
    ["http://ip-10-0-0-1.ec2.internal/x", "ip-10-0-0-1.ec2.internal"],
    ["https://printer.local.", "printer.local"],
    ["http://me:pw@backend/x", "backend"],
  ])("%s", (uri, host) => expect(privateHost(uri)?.host).toBe(host));

  test.each([
    "https://example.com/10.0.0.1",
    "http://172.32.0.1/",
    "http://11.0.0.1/",
    "http://100.128.0.1/",
    "http://[2001:db8::1]/",
    "https://internal.example.com",
    "https://mylocal.dev",
    "https://localhost.example.com",
    "http://${stageVariables.host}/x",
    "http://${stageVariables.name}.internal/x",
    "http://{host}/x",
    "${stageVariables.url}",
    "arn:aws:apigateway:us-east-1:sqs:path/1/pets",
    "",
  ])("and none of these: %s", (uri) => expect(privateHost(uri)).toBeUndefined());
});
