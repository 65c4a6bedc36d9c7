import type { AdminClient } from '#ring2/drift/drivers/azure-sdk-admin';
import { named } from '#ring2/drift/entities';
import { type Estate, createEstate } from '#ring2/drift/provision/estate';
import { metered } from '#ring2/drift/provision/metered';
import { provide } from '#ring2/drift/provision/provide';
import { entityName, stageOf } from '#ring2/drift/stage';
import type { Ground, StageRequest } from '#ring2/drift/target';
import type { Site } from '#ring2/drift/targets/site';

/** Makes a run's entities under its own prefix; leaving removes them and whatever its scenario made. */
export async function ownGround({ host, ledger, backoff, meter, connect }: Site, connectAdmin: (estate: Estate) => AdminClient, prefix: string, request: StageRequest): Promise<Ground> {
  const estate = createEstate(ledger, backoff);
  const admin = connectAdmin(estate);
  const remove = () => estate.clear((kind, name) => admin.remove(kind, name));
  try {
    await provide(metered(admin, meter), named(request.entities, (role) => entityName(prefix, role)), backoff);
    const driver = await connect(async () => admin);
    return { driver, ...stageOf(request, prefix, [host]), leave: () => driver.leave().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}
