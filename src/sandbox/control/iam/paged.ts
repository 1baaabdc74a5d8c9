interface PageInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** One page of an IAM list, under the member that it has in the answer; the marker is the first name of the next page. */
export function paged<K extends string, T>(
  member: K,
  all: readonly T[],
  { Marker, MaxItems = 100 }: PageInput,
  name: (item: T) => string,
): Record<K, T[]> & { IsTruncated: boolean; Marker?: string } {
  const found = Marker === undefined ? 0 : all.findIndex((item) => name(item) === Marker);
  const start = Math.max(found, 0);
  const following = all[start + MaxItems];
  return {
    [member]: all.slice(start, start + MaxItems),
    IsTruncated: following !== undefined,
    ...(following === undefined ? {} : { Marker: name(following) }),
  } as Record<K, T[]> & { IsTruncated: boolean; Marker?: string };
}
