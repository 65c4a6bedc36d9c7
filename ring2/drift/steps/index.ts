/** What a scenario is written with. */
export * from '#ring2/drift/steps/messages';
export * from '#ring2/drift/steps/sessions';
export * from '#ring2/drift/steps/settle';
export { note, step } from '#ring2/drift/steps/step';
