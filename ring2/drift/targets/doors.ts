import type { Admin } from '#ring2/drift/admin';
import type { Driver } from '#ring2/drift/driver';
import type { Wire } from '#ring2/drift/wire/wire';

interface Makers {
  admin(): Promise<Admin>;
  wire(transport?: 'tcp' | 'websocket'): Promise<Wire>;
}

/** The ways to a target beside its client: opened when a scenario asks, closed when its run ends. */
export function createDoors(make: Makers): Pick<Driver, 'admin' | 'wire'> & { leave: () => Promise<void> } {
  let administration: ReturnType<Makers['admin']> | undefined;
  const wires: Wire[] = [];
  return {
    admin: () => (administration ??= make.admin()),
    async wire(transport) {
      const wire = await make.wire(transport);
      wires.push(wire);
      return wire;
    },
    async leave() {
      await Promise.allSettled(wires.splice(0).map((wire) => wire.close()));
    },
  };
}
