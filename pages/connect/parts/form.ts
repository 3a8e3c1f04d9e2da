import { findA } from './elements.js';
import { type Step } from './step.js';

/** Runs `action` in a step with the fields of its form, by their names, each time that is sent. */
export function onSubmit(step: Step, action: (fields: Record<string, string>) => Promise<void>): void {
  const form = findA(HTMLFormElement, 'form', step.element);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void step.run(() => action(fieldsOf(form)));
  });
}

function fieldsOf(form: HTMLFormElement): Record<string, string> {
  const entries = [...new FormData(form)];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
