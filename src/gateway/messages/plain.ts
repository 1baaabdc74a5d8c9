/** Text that came from AWS, without what could act on a terminal: control characters become spaces, lines one line. */
export function plain(text: string): string {
  return text
    .replaceAll(/[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g, " ")
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, "");
}
