import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ENVIRONMENT } from "../../src/cli/describe/environment.ts";

// Read by the program, and nothing to set: what others set, and what only silences the SDK.
const NOT_FOR_PEOPLE = new Set(["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"]);

test("every variable that the source reads is in the list", () => {
  const root = join(import.meta.dirname, "../..");
  const files = [
    join(root, "bin/apigw.js"),
    ...readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
      .filter(
        (file) => /\.ts$/.test(file) && !/describe|node_modules/.test(file) && !file.startsWith("sandbox"),
      )
      .map((file) => join(root, "src", file)),
  ];
  const read = files.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return [
      ...[...text.matchAll(/\benv\.([A-Z][A-Z_\d]+)/g)].map(([, name = ""]) => name),
      ...[
        ...text.matchAll(
          /\{([A-Z_,\s]+)\}(?:: (?:World\["env"\]|Env)[,)]| = (?:world|process|session\.world)?\.?env\b)/g,
        ),
      ].flatMap(([, names = ""]) => names.split(",").map((one) => one.trim())),
    ];
  });
  expect(read.length).toBeGreaterThan(20);
  const listed = ENVIRONMENT.flatMap(([, variables]) => variables)
    .map(([names]) => names)
    .join(" ");
  const missing = [...new Set(read)].filter(
    (name) => name !== "" && !NOT_FOR_PEOPLE.has(name) && !new RegExp(`\\b${name}\\b`).test(listed),
  );
  expect(missing).toEqual([]);
});
