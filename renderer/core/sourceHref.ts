/** The reader, opened at a quote or a passage. */
export const sourceHref = (place: { readonly source: string; readonly start: number; readonly end: number }): string => `#/sources/${place.source}?start=${place.start}&end=${place.end}`
