/** Set by the build from package.json. */
declare const APIGW_VERSION: string | undefined;

export const VERSION: string = typeof APIGW_VERSION === "string" ? APIGW_VERSION : "0.0.0-source";
