// Loaded when first used. Named here: of a bundled CommonJS package, a dynamic import has the default export only.
export { parse, stringify } from "yaml";
