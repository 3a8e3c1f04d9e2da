/**
 * One text for all spellings that Onebox may take for the same account: its database may ignore case, accents, and what is
 * around an e-mail or invisible in it. Two accounts that share it share a budget of failed sign-ins, and nothing else.
 */
export function accountKey({ email, siteId }: { email: string; siteId: string }): string {
  const plain = email
    .normalize('NFKD')
    // Accents, format characters, controls, spaces.
    .replace(/[\p{M}\p{C}\p{Z}]/gu, '')
    // Some letters have one upper case together, and another lower case each.
    .toUpperCase()
    .toLowerCase();
  return `${plain} ${siteId.replace(/^0+(?=\d)/, '')}`;
}
