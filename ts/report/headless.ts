const EMPTY = `<svg xmlns="http://www.w3.org/2000/svg"/>`;

/** A document to draw in where there is no page: linkedom's, a DOM without layout, which Observable Plot does not need. */
export async function headlessDocument(): Promise<Document> {
  const { DOMParser } = await import("linkedom");
  // linkedom's own types make elements that are no nodes.
  return new DOMParser().parseFromString(EMPTY, "image/svg+xml", null) as unknown as Document;
}
