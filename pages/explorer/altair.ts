/** Adds the accessible names and the keyboard focus that Altair lacks. */
const editors: Readonly<Record<string, string>> = {
  'app-url-box': 'URL',
  'app-variables-editor': 'Variables',
  'app-query-editor': 'Query',
  'app-query-result': 'Result',
};
const buttons: Readonly<Record<string, string>> = {
  save_to_collection: 'Save to a collection',
  export_window: 'Export to a file',
  reload_docs: 'Load the schema again',
};

function nameOfEditor(editor: Element): string {
  return Object.entries(editors).find(([selector]) => editor.closest(selector) !== null)?.[1] ?? 'Editor';
}

function nameAll(): void {
  for (const editor of document.querySelectorAll<HTMLElement>('.cm-content:not([aria-label])')) {
    editor.ariaLabel = nameOfEditor(editor);
    editor.tabIndex = 0;
  }
  for (const [id, name] of Object.entries(buttons)) {
    for (const button of document.querySelectorAll(`button[track-id="${id}"]`)) button.ariaLabel = name;
  }
  for (const tab of document.querySelectorAll('[role="tab"][aria-controls]')) {
    if (document.getElementById(tab.getAttribute('aria-controls') ?? '') === null)
      tab.removeAttribute('aria-controls');
  }
  for (const list of document.querySelectorAll<HTMLElement>('app-window-switcher')) list.tabIndex = 0;
}

let isDue = false;
new MutationObserver(() => {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    nameAll();
  });
}).observe(document, { subtree: true, childList: true });
