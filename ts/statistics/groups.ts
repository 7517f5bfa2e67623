/** The items of each key, in the order in which keys and items come. */
export function groupBy<T, K>(items: Iterable<T>, key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** The last item of each key, in the order in which keys come. */
export function lastOfEach<T, K>(items: Iterable<T>, key: (item: T) => K): T[] {
  return [...groupBy(items, key).values()].map((group) => group.at(-1) as T);
}

/** The first item and the last: one where they are the same, none of none. */
export const ends = <T>(items: readonly T[]): T[] => [...items.slice(0, 1), ...items.slice(1).slice(-1)];

/** The items of each size, sizes ascending. */
export function bySize<T>(items: Iterable<T>, size: (item: T) => number): [size: number, items: T[]][] {
  return [...groupBy(items, size)].sort(([a], [b]) => a - b);
}
