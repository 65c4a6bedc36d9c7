import type { MessageView } from '#emulators/service-bus/state/message-view';
import type { CorrelationFilter, Rule } from '#emulators/service-bus/state/rule';
import { isTrue } from '#emulators/service-bus/state/sql/evaluate';
import { sameValue } from '#emulators/service-bus/state/sql/compare';

/** Whether a rule lets a message through; looks into the message only when the filter needs it. @throws EvaluationError */
export function matches({ filter, predicate }: Rule, view: () => MessageView): boolean {
  if (filter.type === 'true') return true;
  if (filter.type === 'false') return false;
  if (filter.type === 'correlation') return correlates(filter, view());
  return predicate !== undefined && isTrue(predicate, view());
}

/** D86: all of its properties are equal, in value, case and type. */
function correlates({ system, properties }: CorrelationFilter, view: MessageView): boolean {
  for (const [name, wanted] of system) if (view.system.get(name) !== wanted) return false;
  for (const [name, wanted] of properties) {
    const value = view.user.get(name);
    if (value === undefined || !sameValue(value, wanted)) return false;
  }
  return true;
}
