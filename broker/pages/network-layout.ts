export interface Edge { from: string; to: string }
/** A place in a column; without a name, a bend of an edge that passes by. */
interface Slot { name?: string; column: number; row: number }
export interface Layout { nodes: Required<Slot>[]; routes: { edge: Edge; slots: Slot[] }[]; columns: number; rows: number }

/**
 * Places a network in columns: who asks stands left of who answers. An edge over several columns gets a place of its own
 * in each, so that no line crosses a name.
 */
export function layoutOf(edges: readonly Edge[]): Layout {
  const column = columnsOf(edges);
  const slots: Slot[][] = Array.from({ length: Math.max(0, ...column.values()) + 1 }, () => []);
  const place = (at: number, name?: string): Slot => {
    const slot = { column: at, row: slots[at]?.length ?? 0, ...(name !== undefined && { name }) };
    slots[at]?.push(slot);
    return slot;
  };
  const named = new Map([...column].map(([name, at]) => [name, place(at, name)]));
  const routes = edges.flatMap((edge) => {
    const [from, to] = [named.get(edge.from), named.get(edge.to)];
    if (!from || !to) return [];
    const step = from.column <= to.column ? 1 : -1;
    const between = Array.from({ length: Math.max(0, Math.abs(to.column - from.column) - 1) }, (_, index) => place(from.column + step * (index + 1)));
    return [{ edge, slots: [from, ...between, to] }];
  });
  for (const round of [0, 1, 2, 3]) untangle(slots, routes.map((route) => route.slots), round % 2 === 0);
  return { nodes: [...named.values()].map((slot) => ({ name: '', ...slot })), routes, columns: slots.length, rows: Math.max(0, ...slots.map(({ length }) => length)) };
}

/** The longest way to each name, in columns. An edge that closes a circle does not count. */
function columnsOf(edges: readonly Edge[]): Map<string, number> {
  const callers = new Map<string, string[]>();
  for (const { from, to } of edges) {
    callers.set(from, callers.get(from) ?? []);
    callers.set(to, [...(callers.get(to) ?? []), from]);
  }
  const column = new Map<string, number>();
  const visiting = new Set<string>();
  const visit = (name: string): number => {
    const known = column.get(name);
    if (known !== undefined || visiting.has(name)) return known ?? -1;
    visiting.add(name);
    const at = Math.max(-1, ...(callers.get(name) ?? []).map(visit)) + 1;
    visiting.delete(name);
    column.set(name, at);
    return at;
  };
  for (const name of callers.keys()) visit(name);
  return column;
}

/** Orders each column by the middle of its neighbours on one side. */
function untangle(columns: Slot[][], routes: Slot[][], forwards: boolean): void {
  const neighbours = new Map<Slot, Slot[]>();
  const note = (slot: Slot, other: Slot) => neighbours.set(slot, [...(neighbours.get(slot) ?? []), other]);
  for (const route of routes) {
    for (const [index, slot] of route.slice(1).entries()) {
      const before = route[index];
      if (before) void (note(slot, before), note(before, slot));
    }
  }
  const middle = (slot: Slot) => {
    const rows = (neighbours.get(slot) ?? []).filter(({ column }) => (forwards ? column < slot.column : column > slot.column)).map(({ row }) => row);
    return rows.length === 0 ? slot.row : rows.reduce((sum, row) => sum + row, 0) / rows.length;
  };
  for (const column of forwards ? columns : columns.toReversed()) {
    const wanted = new Map(column.map((slot) => [slot, middle(slot)]));
    column.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
    for (const [row, slot] of column.entries()) slot.row = row;
  }
}
