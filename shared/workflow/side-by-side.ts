/** How many at the same time. */
const width = 50

/**
 * Does the work for each item, some at the same time, in the order of the items. One that fails does not keep it from
 * the others.
 *
 * @returns what failed, with its error
 */
export const sideBySide = async <Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<ReadonlyArray<{ readonly item: Item; readonly error: unknown }>> => {
  const waiting = [...items]
  const failed: Array<{ readonly item: Item; readonly error: unknown }> = []
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      const current = item
      await work(current).catch((error: unknown) => failed.push({ item: current, error }))
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
  return failed
}
