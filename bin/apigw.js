#!/usr/bin/env node
try {
  await import("../dist/apigw.js");
} catch (error) {
  if (error?.code !== "ERR_MODULE_NOT_FOUND" || !String(error.message).includes("dist/apigw.js")) throw error;
  process.stderr.write("apigw is not built: run `npm ci` (or `npm run build`) in its folder.\n");
  process.exitCode = 1;
}
