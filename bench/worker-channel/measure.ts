const figures = { messages: 0, characters: 0, longTasks: 0, longest: 0, seconds: 0 };
let from = 0;

new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    figures.longTasks += 1;
    figures.longest = Math.max(figures.longest, entry.duration);
  }
}).observe({ type: 'longtask' });

const seen: unknown[] = [];

/** Counts what crosses to the screen; its size is worked out afterwards, so that counting costs nothing. */
export function measure(message: unknown): void {
  figures.messages += 1;
  seen.push(message);
}

export function started(): void {
  from = performance.now();
}

export function finished(): void {
  figures.seconds = (performance.now() - from) / 1000;
  const result = { ...figures };
  result.characters = seen.reduce<number>((sum, message) => sum + JSON.stringify(message).length, 0);
  Object.assign(globalThis, { figures: result });
}
