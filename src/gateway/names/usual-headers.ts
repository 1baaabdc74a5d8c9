/** The request headers that the console lets pages of other origins send. */
export const USUAL_HEADERS = "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token";
