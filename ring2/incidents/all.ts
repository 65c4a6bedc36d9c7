import { ACCESS_INCIDENTS } from '#ring2/incidents/access';
import { DEPLOYMENT_INCIDENTS } from '#ring2/incidents/deployment';
import type { Incident } from '#ring2/incidents/incident';
import { PLATFORM_INCIDENTS } from '#ring2/incidents/platform';
import { VOCABULARY_INCIDENTS } from '#ring2/incidents/vocabularies';

/** Every incident that can be put back in. */
export const INCIDENTS: readonly Incident[] = [...ACCESS_INCIDENTS, ...DEPLOYMENT_INCIDENTS, ...VOCABULARY_INCIDENTS, ...PLATFORM_INCIDENTS];
