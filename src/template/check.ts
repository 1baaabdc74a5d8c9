// build: usual 9
// What a check of templates needs of the engine, in one piece to be loaded.
export { samplesOf, yieldsJson } from "./sample.ts";
export { templateSyntaxFault } from "./syntax.ts";
