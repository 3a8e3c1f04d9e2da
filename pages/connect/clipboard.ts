/**
 * Copies the text of an element. Where a page has no clipboard (HTTP on another host than this machine), it selects the text
 * and lets the browser copy that. Resolves with false where a person has to copy the selection.
 */
export async function copyTextOf(element: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  } catch {
    return copySelected(element);
  }
}

function copySelected(element: HTMLElement): boolean {
  getSelection()?.selectAllChildren(element);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way without a secure context
  const isCopied = document.execCommand('copy');
  if (isCopied) getSelection()?.removeAllRanges();
  return isCopied;
}

/** Whether the page may ask for what the clipboard has. */
export function canPaste(): boolean {
  return isSecureContext && 'readText' in navigator.clipboard;
}
