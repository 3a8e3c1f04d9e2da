import { createHash } from 'node:crypto';

import { Html, html } from './html';

const style = `
:root { color-scheme: light dark; --ink: #1c2430; --quiet: #586374; --line: #c9d1dc; --edge: #dde3ec;
  --ground: #eef1f6; --paper: #fff; --well: #f7f9fc; --chosen: #f1f6ff; --accent: #1459c4; --press: #0f479e; --on-accent: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebf3; --quiet: #a9b4c5; --line: #4a576b; --edge: #303b4c; --ground: #10161f; --paper: #1a222e;
    --well: #131a24; --chosen: #1d2c45; --accent: #8ab4ff; --press: #b4ceff; --on-accent: #0b1a33; }
}
* { box-sizing: border-box; }
html { scroll-padding-bottom: 6rem; }
body { margin: 0; min-height: 100vh; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
header { background: #14213d; color: #fff; padding: .75rem 1.25rem; font-weight: 600; }
header small { font-weight: 400; color: #cfd8ea; margin-left: .5rem; }
main { width: min(32rem, 100% - 2rem); margin: 2.5rem auto; padding: 2rem; background: var(--paper);
  border: 1px solid var(--edge); border-radius: .75rem; box-shadow: 0 1px 3px rgb(20 33 61 / .08); }
a { color: var(--accent); }
h2 { margin: 2rem 0 .5rem; font-size: 1.125rem; }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
.note { margin: .5rem 0 0; color: var(--quiet); font-size: .875rem; }
fieldset { margin: 1.5rem 0; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; margin-bottom: .5rem; font-weight: 600; }
.choice { display: flex; gap: .75rem; align-items: flex-start; padding: .75rem 1rem; margin-bottom: .5rem;
  border: 1px solid var(--line); border-radius: .5rem; cursor: pointer; }
.choice:hover { border-color: var(--accent); }
.choice:has(:checked) { border-color: var(--accent); background: var(--chosen); }
.choice input { width: 1.15rem; height: 1.15rem; margin: .2rem 0 0; flex: none; accent-color: var(--accent); }
.choice span { min-width: 0; overflow-wrap: anywhere; }
.choice small, li small { display: block; color: var(--quiet); }
ul { margin: 1rem 0 1.5rem; padding: 0 0 0 1.25rem; }
li { margin-bottom: .5rem; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 0; }
form .actions { position: sticky; bottom: 0; margin: .5rem 0 -1rem; padding: 1rem 0; background: var(--paper); }
code { overflow-wrap: anywhere; font-size: .875rem; }
.button { display: inline-block; padding: .6rem 1.25rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--paper); color: var(--ink); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
.button:hover { border-color: var(--accent); }
.button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.button.primary:hover { background: var(--press); }
:focus-visible { outline: 3px solid #f0a202; outline-offset: 2px; }
.field { display: block; margin-bottom: .25rem; font-weight: 600; }
textarea { display: block; width: 100%; padding: .75rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--well); color: var(--ink); font: .9375rem/1.5 ui-monospace, Menlo, Consolas, monospace;
  overflow-wrap: anywhere; resize: none; }
@media (max-width: 30rem) {
  main { width: 100%; margin: 0; padding: 1.5rem 1.25rem; border-width: 0 0 1px; border-radius: 0; }
  .actions .button { flex: 1; text-align: center; }
}
`;
const styleElement = new Html(`<style>${style}</style>`);
const styleHash = createHash('sha256').update(style).digest('base64');

/** The headers of every page. Forms may only be sent to the sandbox. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
};

/** A complete HTML page. `whose` names what the page imitates. */
export function page(title: string, content: Html, whose = 'Not the real Facebook'): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Onebox sandbox</title>
        ${styleElement}
      </head>
      <body>
        <header>Onebox sandbox<small>${whose}</small></header>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`.toString();
}
