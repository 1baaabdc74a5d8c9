// build: usual 9
// What a check of templates needs of the engine, in one piece to be loaded.
export { samplesOf as samples, wholeBodyIn, yieldsJson } from "./sample.ts";
export { templateSyntaxFault as templateFault } from "./syntax.ts";
export { unknownReferences } from "./unknown-references.ts";
