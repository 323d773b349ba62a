/** Where a living copy lies in the file: the copies themselves stay on the disk. */
export interface Place {
  at: number;
  length: number;
}

/** The living copies in the order in which they were added, and how many bytes they take. */
export class Places {
  readonly #places = new Map<string, Place>();
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }
  has(mutationId: string): boolean {
    return this.#places.has(mutationId);
  }
  put(mutationId: string, place: Place): void {
    this.#bytes += place.length - (this.#places.get(mutationId)?.length ?? 0);
    this.#places.set(mutationId, place);
  }
  drop(mutationId: string): void {
    this.#bytes -= this.#places.get(mutationId)?.length ?? 0;
    this.#places.delete(mutationId);
  }
  entries(): [mutationId: string, place: Place][] {
    return [...this.#places];
  }
}
