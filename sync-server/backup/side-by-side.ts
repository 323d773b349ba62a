/** Many small files: the disk works on some while the program opens the next. */
const AT_ONCE = 8;

/** Does the work for each item, some at a time, and tells each tenth that is done. The first failure ends it. */
export async function sideBySide<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  onTenth?: (percent: number) => void,
): Promise<void> {
  const queue = items.values();
  let done = 0;
  let failed = false;
  const worker = async () => {
    for (const item of queue) {
      if (failed) return;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
      const before = Math.floor((done * 10) / items.length);
      done += 1;
      const now = Math.floor((done * 10) / items.length);
      if (now > before) onTenth?.(now * 10);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
