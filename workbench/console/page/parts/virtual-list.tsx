import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Rows beyond what is seen, so that scrolling shows no gap. */
const OVERSCAN = 12;
/** As near to the end as this counts as being there. */
const END_PIXELS = 40;

interface VirtualListProps<Item> {
  readonly items: readonly Item[];
  readonly rowHeight: number;
  readonly label: string;
  readonly keyOf: (item: Item) => string | number;
  readonly render: (item: Item) => ComponentChildren;
  /** The key of the item that is chosen. */
  readonly chosen: string | number | undefined;
  readonly onChoose: (item: Item) => void;
}

/**
 * A list of any length, of which only the rows in sight exist. While the reader is at its end, it stays there as items
 * come. The arrow keys, Home, End and the page keys choose.
 */
export function VirtualList<Item>(props: VirtualListProps<Item>): JSX.Element {
  const { items, rowHeight, label, keyOf, render, chosen, onChoose } = props;
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const previous = useRef<readonly Item[]>([]);
  const [view, setView] = useState({ top: 0, height: 600 });
  const look = (): void => {
    const { current } = box;
    if (current === null) return;
    atEnd.current = current.scrollTop + current.clientHeight >= current.scrollHeight - END_PIXELS;
    setView({ top: current.scrollTop, height: current.clientHeight });
  };
  useLayoutEffect(() => {
    if (box.current === null) return;
    const observer = new ResizeObserver(() => {
      stayAtEnd(box.current, atEnd.current);
      look();
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (atEnd.current) stayAtEnd(box.current, true);
    else keepPlace(box.current, countGone(previous.current, items, keyOf) * rowHeight);
    previous.current = items;
    look();
  }, [items]);
  const chosenIndex = chosen === undefined ? -1 : items.findIndex((item) => keyOf(item) === chosen);
  const choose = (index: number): void => {
    const item = items[Math.max(0, Math.min(items.length - 1, index))];
    if (item === undefined) return;
    onChoose(item);
    scrollTo(box.current, items.indexOf(item) * rowHeight, rowHeight);
  };
  const start = Math.max(0, Math.floor(view.top / rowHeight) - OVERSCAN);
  const end = Math.ceil((view.top + view.height) / rowHeight) + OVERSCAN;
  return (
    <div
      ref={box}
      class="list"
      role="listbox"
      aria-label={label}
      aria-activedescendant={chosenIndex === -1 ? undefined : `row-${chosen}`}
      tabIndex={0}
      onScroll={look}
      onKeyDown={(event) => {
        const index = moveBy(event.key, chosenIndex, Math.floor(view.height / rowHeight), items.length);
        if (index === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        choose(index);
      }}
    >
      <div role="presentation" class="list-space" style={{ height: `${items.length * rowHeight}px` }}>
        {items.slice(start, end).map((item, n) => (
          <div
            key={keyOf(item)}
            id={`row-${keyOf(item)}`}
            role="option"
            class="list-row"
            aria-selected={keyOf(item) === chosen}
            aria-posinset={start + n + 1}
            aria-setsize={items.length}
            style={{ top: `${(start + n) * rowHeight}px`, height: `${rowHeight}px` }}
            onClick={() => onChoose(item)}
          >
            {render(item)}
          </div>
        ))}
      </div>
    </div>
  );
}

function stayAtEnd(box: HTMLElement | null, atEnd: boolean): void {
  if (box !== null && atEnd) box.scrollTop = box.scrollHeight;
}

/** What is looked at stays where it is, even if the oldest items have gone. */
function keepPlace(box: HTMLElement | null, gonePixels: number): void {
  if (box !== null) box.scrollTop -= gonePixels;
}

/** @returns how many items went before the one that is the first now. */
function countGone<Item>(
  previous: readonly Item[],
  [first]: readonly Item[],
  keyOf: (item: Item) => string | number,
): number {
  if (first === undefined) return 0;
  const key = keyOf(first);
  const place = previous.findIndex((item) => keyOf(item) === key);
  return Math.max(0, place);
}

function scrollTo(box: HTMLElement | null, top: number, rowHeight: number): void {
  if (box === null) return;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + rowHeight > box.scrollTop + box.clientHeight) box.scrollTop = top + rowHeight - box.clientHeight;
}

function moveBy(key: string, index: number, page: number, count: number): number | undefined {
  const from = index === -1 ? count : index;
  switch (key) {
    case 'ArrowDown':
      return index === -1 ? count - 1 : from + 1;
    case 'ArrowUp':
      return from - 1;
    case 'PageDown':
      return from + page;
    case 'PageUp':
      return from - page;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
