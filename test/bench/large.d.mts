export function largeDocument(resources: number): object;
