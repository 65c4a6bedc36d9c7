import type { Answer, Refusal } from '#emulators/platform/http/route';

/**
 * The platform's three styles of saying no, side by side as they really are: `{detail}` (Django REST framework's own),
 * `{error, …}` (device grant, edge devices, upgrade floor) and `{message}` (experiments, models).
 */
export function answerTo(refusal: Refusal): Answer {
  switch (refusal.code) {
    case 'not-authenticated': return detail(401, 'Authentication credentials were not provided.');
    case 'invalid-token': return detail(401, 'Invalid token.');
    case 'inactive-account': return detail(401, 'User inactive or deleted.');
    case 'permission-denied': return detail(403, 'You do not have permission to perform this action.');
    case 'not-found': return detail(404, 'Not found.');
    case 'method-not-allowed': return detail(405, `Method "${refusal.method}" not allowed.`);
    case 'unsupported-media-type': return detail(415, `Unsupported media type "${refusal.mediaType}" in request.`);
    case 'malformed-body': return detail(400, `JSON parse error - ${refusal.reason}`);
    case 'invalid': return { status: 400, body: refusal.fields };
    case 'device-grant': return { status: 400, body: { error: refusal.error } };
    case 'cluster-conflict': return { status: 409, body: { cluster_id: refusal.clusterId, error: 'cluster_conflict', owner_email: refusal.ownerEmail } };
    case 'cluster-in-use':
      return { status: 409, body: { cluster_id: refusal.clusterId, error: 'cluster_in_use', holder_client_id: refusal.holderId, holder_name: refusal.holderName } };
    case 'upgrade-required': return { status: 426, body: { error: 'upgrade_required', min_version: refusal.minVersion } };
    case 'budget-used-up': return { status: 403, body: { message: 'The FLOPs budget is used up.' } };
    case 'not-in-use-case': return { status: 403, body: { message: 'You are in no team of this use case.' } };
    case 'inferences-used-up': return { status: 403, body: { message: 'The team has used its inferences of today.' } };
    case 'mandatory-fields': return { status: 400, body: { code: 'MANDATORY_FIELDS', message: 'Mandatory Fields Missing.' } };
    case 'no-such-dataset': return { status: 400, body: { message: 'Dataset not found.' } };
    case 'category-mismatch': return { status: 409, body: { message: 'The model does not fit the category of the dataset.' } };
  }
}

const detail = (status: number, text: string): Answer => ({ status, body: { detail: text } });
