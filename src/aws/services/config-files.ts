// build: usual 6
export { loadSharedConfigFiles } from "@smithy/shared-ini-file-loader";
