import { string } from '#core/matchers';
import { answered } from '#journeys/exchanges';
import { ADA, json, logIn, start } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [ADA];
const USER = { authorization: 'Bearer dummy-user-token' };

/** The requests-proxy hears nobody without a good token; and an edge that was revoked is out, even in the middle of its cycle. */
export const proxyRefuses: Journey = {
  name: 'proxy-refuses',
  incident: 'client#196 (2026-06-04): the 401 of the requests-proxy to whoever has no pod token was taken for "reachable"',
  needs: { participants, averagingRule: 'mean' },
  run: (world) => walk(proxyRefuses, world, async (w) => {
    const programs = w.need('programs');
    const standing = programs.hold({ edge: ADA.edge, before: 'POST /flops/' });
    const key = await start(w, await logIn(w, participants), { participants, epochs: 1 });
    const pod = await standing;
    const report = { experimentKey: key, edge: ADA.edge, cycle: 1, epoch: 1, metrics: { loss: 0, accuracy: 1 } };
    await w.call('training-pod', 'a report without a token', 401, '/experiments/', json(report), 'requests-proxy');
    await w.call('training-pod', 'a report with a token of somebody else\'s making', 401, '/experiments/', json(report, { authorization: 'Bearer e30.forged' }), 'requests-proxy');

    await world.given({ name: 'a signed-in user', params: { email: 'admin@example.test', token: 'dummy-user-token', accountId: 1, isAccountAdmin: true } });
    const clients = await w.call('cli', 'the clients of the account', 200, '/edge-device/', { headers: USER });
    w.expect('the edge is one of them', { results: [{ username: ADA.edge, id: 1001 }] }, clients);
    w.expect('the edge is revoked', { status: 'revoked' }, await w.call('cli', 'the edge is revoked', 200, '/edge-device/1001/revoke/', { method: 'POST', headers: USER }));
    pod.resume();
    // The pod's own token is signed and lives until its end: nobody may take it away while the pod is alive.
    await w.seen('the pod still reports', answered('training-pod', 'requests-proxy', '/flops/', 202));
    await w.seen('the backend takes no weights of it', answered('training-pod', 'backend', `/experiments/${key}/cycles/`, 401));
    const [dead] = await w.need('bus').deadLetters('training', 1);
    w.expect('its training is put aside with the reason', { reason: 'PodFailed', description: string('exit code 1') }, { ...dead });
    w.expect('the reason is the token', true, dead?.description.includes('Invalid token.') ?? false);
    w.expect('the edge can log in no more', { non_field_errors: [string('')] }, await w.call('jobs-manager', 'a login of the revoked edge', 400, '/api-token-auth/', json({ username: ADA.edge, password: ADA.password })));
  }),
};
