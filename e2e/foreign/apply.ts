import { fileOf, OWN, type Store } from './store.ts';
import type { PullAnswer } from './wire.ts';

/** Applies one answer in the order of the document; `trusted` is an answer whose word counts at any revision. */
export function applyAnswer(store: Store, answer: PullAnswer, trusted: boolean): void {
  const named = new Set<string>();
  const put = (pages: PullAnswer['pages']) => {
    for (const { collection, rows } of pages)
      for (const row of rows) {
        const key = keyOf(collection, row.doc.id);
        named.add(key);
        store.delivered?.add(key);
        store.apply(collection, row, trusted && !store.answered.has(key));
      }
  };
  put(answer.pages.filter(({ collection }) => !OWN.includes(collection)));
  for (const file of answer.evict) store.evict(file);
  for (const { collection, id } of answer.drop) store.drop(collection, id);
  put(answer.pages.filter(({ collection }) => OWN.includes(collection)));
  removeUnnamed(store, answer, named);
}

function removeUnnamed(store: Store, answer: PullAnswer, named: ReadonlySet<string>): void {
  const whole = new Set(answer.whole);
  const ranges = answer.ranges ?? [];
  store.remove((collection, { doc }) => {
    const key = keyOf(collection, doc.id);
    if (named.has(key) || store.answered.has(key)) return false;
    const inRange = ranges.some(
      (range) =>
        range.collection === collection &&
        doc.id > range.after &&
        (range.through === undefined || doc.id <= range.through),
    );
    return inRange || whole.has(fileOf(collection, doc) ?? '');
  });
}

/** At the end of a download in place what it did not bring is gone. */
export function endDownload(store: Store): void {
  const { delivered } = store;
  store.delivered = undefined;
  if (delivered) store.remove((collection, { doc }) => !delivered.has(keyOf(collection, doc.id)));
}

export function keyOf(collection: string, id: string): string {
  return `${collection}/${id}`;
}
